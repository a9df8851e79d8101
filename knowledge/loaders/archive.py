"""Archives: ZIP files opened with a bound on what they unpack to."""

import io
import zipfile

from bookwright.errors import DocumentError

MOST_BYTES = 300_000_000
MOST_MEMBERS = 20_000


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The archive in some bytes. What a member unpacks to cannot be more than its entry says, so the entries are added up beforehand."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise damaged() from error
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_BYTES:
        raise DocumentError("document", "unpacks to more than a document does", "leave it out, or split it")
    if any(member.flag_bits & 1 for member in members):
        raise DocumentError("document", "is encrypted", "save a copy without a password")
    return archive


def damaged() -> DocumentError:
    """What is said of an archive that cannot be read to its end."""
    return DocumentError("document", "is damaged", "get it again from where it came from")
