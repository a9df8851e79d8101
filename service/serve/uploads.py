"""Uploaded documents: bytes on disk under an id, with limits on size, sum and type."""

import asyncio
import hashlib
import os
import shutil
import uuid
from collections.abc import AsyncIterator, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from bookwright.errors import RequestRefused
from bookwright.knowledge.sniff import KINDS, kind_by_name
from bookwright.service.serve.answers import Answers
from bookwright.service.serve.entities import Upload
from bookwright.service.serve.principal import Principal
from bookwright.service.serve.settings import ServeSettings
from bookwright.service.serve.store import Store

DATA_ENDINGS = (".jsonl", ".json", ".csv", ".tsv")
LONGEST_NAME = 120
"""Bytes; a file system takes 255."""


class Uploads:
    """The folder of uploads and the rows that say whose they are."""

    def __init__(self, settings: ServeSettings, store: Store) -> None:
        self._settings, self._store = settings, store
        self._answers = Answers(store.db)
        self._folder = settings.data / "uploads"

    async def keep(
        self, who: Principal, name: str, media_type: str, content: AsyncIterator[bytes], idempotency: str | None = None
    ) -> Upload:
        """Takes a document in. The same bytes under the same name and idempotency key are the same upload.

        415 for a kind that cannot be read, 413 for one too large, or too much in all, 422 for a key that came with another upload.
        """
        name = _plain(name)
        digest = hashlib.sha256(name.encode() + b"\0")
        before = self._kept_bytes(who)
        upload_id, size = str(uuid.uuid4()), 0
        folder = self._folder / upload_id
        folder.mkdir(parents=True)
        try:
            with (folder / name).open("wb") as file:
                async for part in content:
                    size += len(part)
                    if size > self._settings.upload_bytes or before + size > self._settings.uploads_bytes:
                        most = min(self._settings.upload_bytes, self._settings.uploads_bytes - before)
                        raise RequestRefused(413, f"{name}: is larger than the {max(most, 0)} bytes that may be uploaded now")
                    file.write(part)
                    digest.update(part)
                file.flush()
                await asyncio.to_thread(os.fsync, file.fileno())
            if not size:
                raise RequestRefused(422, f"{name}: is empty")
            upload = Upload(id=upload_id, owner=who.owner, name=name, media_type=media_type, size=size, created=datetime.now(UTC))
            if kept := self._kept(who, idempotency, digest.hexdigest()):
                shutil.rmtree(folder, ignore_errors=True)
                return kept
            with self._store.together():
                if self._kept_bytes(who) + size > self._settings.uploads_bytes:  # others came meanwhile
                    raise RequestRefused(413, f"{name}: your documents have {self._settings.uploads_bytes} bytes already; delete some")
                self._store.keep_upload(upload)
                if idempotency:
                    self._answers.keep(who.owner, f"upload:{idempotency}", digest.hexdigest(), upload.id)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return upload

    def upload(self, who: Principal, upload_id: str) -> Upload:
        """An upload; 404 where there is none."""
        found = self._store.upload(upload_id, who.owner)
        if found is None:
            raise RequestRefused(404, f"document {upload_id}: there is none")
        return found

    def all_of(self, who: Principal) -> list[Upload]:
        """The uploads of that owner, in their order."""
        return self._store.uploads(who.owner)

    def drop(self, who: Principal, upload_id: str) -> None:
        """Takes an upload out; runs that have read it keep their own copy of its text."""
        upload = self.upload(who, upload_id)
        self._store.drop_upload(upload.id)
        shutil.rmtree(self._folder / upload.id, ignore_errors=True)

    def paths(self, owner: str, upload_ids: Iterable[str]) -> Mapping[str, Path]:
        """Where the uploads stand, by id; those that were taken out are left out."""
        found = (self._store.upload(upload_id, owner) for upload_id in upload_ids)
        return {upload.id: self._folder / upload.id / upload.name for upload in found if upload}

    def content(self, who: Principal, upload_id: str) -> Path:
        """Where the bytes of an upload stand; 404 where there is none."""
        upload = self.upload(who, upload_id)
        return self._folder / upload.id / upload.name

    def _kept_bytes(self, who: Principal) -> int:
        return sum(upload.size for upload in self._store.uploads(who.owner))

    def _kept(self, who: Principal, idempotency: str | None, request: str) -> Upload | None:
        """The upload that the same request made, if it is still there."""
        upload_id = self._answers.find(who.owner, f"upload:{idempotency}", request) if idempotency else None
        return self._store.upload(upload_id, who.owner) if upload_id else None


def _plain(name: str) -> str:
    """The name of the file alone, without what a file system or a page could trip over. 415 for a kind that cannot be read."""
    plain = "".join(char for char in PurePosixPath(name.replace("\\", "/")).name if char.isprintable()).strip(". ")
    plain = plain.encode(errors="ignore")[-LONGEST_NAME:].decode(errors="ignore")
    if not plain or not (kind_by_name(plain) or plain.casefold().endswith(DATA_ENDINGS)):
        raise RequestRefused(
            415, f"{plain or 'the file'}: is of no kind that can be read; readable are {' '.join((*KINDS, *DATA_ENDINGS))}"
        )
    return plain
