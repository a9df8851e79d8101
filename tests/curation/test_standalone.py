"""The stands-alone gate: questions that point at their text are caught, questions about pointers, tables and code points are not."""

import pytest

from bookwright.curation.gates.standalone import standalone
from tests.curation.conftest import submit

ALONE = """
What is the this pointer in C++?
What does a table in SQL hold?
What is a code point?
What does the code point U+0041 stand for?
What is a list comprehension in Python?
How does the text module of Python wrap lines?
What is the text segment of an ELF binary?
What is the text encoding of JSON?
What happens to the text of a cell in Excel when it is too long?
What does the HTTP status code 404 mean?
Who is the author of the GPL?
What does the author tag mean in Javadoc?
What does the next method of a Python iterator return?
What are the previous and next pointers in a doubly linked list?
How does a hash table differ from a list?
What is the given name of a person in vCard?
What does section 4 of the GPL require?
What does Table 1 of RFC 9110 list?
What does the document object represent in the DOM?
According to the document object model, what is a node?
What does it mean for a function to be pure?
What is it called when a plant loses water through its leaves?
Is it possible to nest tables in HTML?
Why is it important to rotate keys in AWS KMS?
How long does it take light to travel from the Sun to the Earth?
Why do we normalise a database?
What is this in JavaScript?
Are these two statements equivalent in C: i++ and i += 1?
What does Kubernetes do with those pods that fail?
How does a passage differ from a chunk in Bookwright?
What did the passage of the Factory Act in 1833 change?
What is the example.com domain reserved for?
What must be shown below the fold?
Which treaty was described earlier than 1900?
"""
LEANING = """
What does this passage say about ledgers?
What is shown in the above example?
What does the following code do?
What does the next section cover?
What does Listing 3-2 show?
What is shown in Figure 2?
How many rows does the table above have?
What is described above?
What is mentioned in the previous section?
How many parts does a lease have as described here?
According to the text, what is a ledger?
According to the passage, what is a ledger?
In the example, what does x hold?
What does the author recommend?
What does the document say about fees?
What does the article say about climate?
What does the code snippet print?
What is the main idea of the excerpt?
What is the purpose of the text?
What is the purpose of this function?
What do these examples show?
What is stated in the given document?
What is discussed in this chapter?
How does it work?
How often does it run?
What is it?
Why is it used to store data?
When was it built?
Why are they used?
Who are they?
Can they be reused?
What must they contain?
What are its parts?
What did he write?
Where is this used?
Is this allowed?
"""


@pytest.mark.parametrize("question", ALONE.strip().split("\n"))
def test_a_question_that_names_its_subject_passes(question: str) -> None:
    assert standalone(submit("Words.", "Words.", question)) == ()


@pytest.mark.parametrize("question", LEANING.strip().split("\n"))
def test_a_question_that_leans_on_its_text_is_a_fault_with_the_words(question: str) -> None:
    (fault,) = standalone(submit("Words.", "Words.", question))
    assert fault.kind == "not_standalone"
    assert fault.quote
    assert fault.quote in question
