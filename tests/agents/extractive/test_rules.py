"""Each rule: the sentence it reads and the question it makes of it."""

import pytest

from tests.agents.extractive.conftest import asked_of

QUESTIONS = [
    # definition
    ("A scope is the range within a program for which an item is valid.", "What is a scope?"),
    ("Counters are cumulative metrics that only ever increase.", "What are counters?"),
    ("Note that a slice is a kind of reference to a run of elements.", "What is a slice?"),
    ("“Security risk” refers to a situation that involves exposure to physical danger.", "What does “Security risk” refer to?"),
    ("You will also need a linker, which is a program that joins compiled outputs into one file.", "What is a linker?"),
    # term
    (
        "The allocator finds an empty spot in memory and marks it as being in use. This process is called allocating on the heap.",
        "What does the term “allocating on the heap” refer to?",
    ),
    ("Lifetimes on method parameters are called input lifetimes.", "What are lifetimes on method parameters called?"),
    # cause
    (
        "Pushing to the stack is faster than allocating on the heap because the allocator never has to search for a free place.",
        "Why is pushing to the stack faster than allocating on the heap?",
    ),
    (
        "Because collections are shipped with every compiler, Rust programs are small in their sources.",
        "Why are Rust programs small in their sources?",
    ),
    (
        "Forked repositories are not disabled automatically. This is because forks belong to different users with their own rights.",
        "Why are forked repositories not disabled automatically?",
    ),
    ("The reason string literals are fast is that their text is known at compile time.", "Why are string literals fast?"),
    # purpose and procedure
    ("Gauges are typically used for measured values like temperatures.", "What are gauges used for?"),
    ("Vectors allow you to store more than one value in a single data structure.", "What do vectors allow you to do?"),
    ("The main aim of lifetimes is to prevent references that dangle.", "What is the main aim of lifetimes?"),
    ("To make a module public, declare it with pub mod instead of mod.", "How do you make a module public?"),
    ("We can use traits to define shared behavior in an abstract way.", "How can you define shared behavior in an abstract way?"),
    (
        "Secrets SHALL be stored in hashed form in order to limit the damage of a stolen database.",
        "Why must secrets be stored in hashed form?",
    ),
    # composition
    ("Each sample consists of a float value and a timestamp of millisecond precision.", "What does each sample consist of?"),
    ("Rust has four primary scalar types: integers, floating-point numbers, Booleans, and characters.", None),
    ("There are two ways to cause a panic: by a failing action or by an explicit call.", "What are the two ways to cause a panic?"),
    # condition
    (
        "If any rules of ownership are violated, the program won’t compile.",
        "What happens if any rules of ownership are violated?",
    ),
    (
        "When an authenticator is added, the CSP SHOULD send a notification to the subscriber by another channel.",
        "What should the CSP do when an authenticator is added?",
    ),
    ("If you get linker errors, install a C compiler that includes a linker.", "What should you do if you get linker errors?"),
    ("Before running a compiled program, you must build it with the compiler of the project.", None),
    # circumstances
    (
        "At AAL1, reauthentication of the subscriber SHOULD be repeated at least once per 30 days.",
        "At AAL1, how often should reauthentication of the subscriber be repeated?",
    ),
    ("Signed numbers are stored using two’s complement representation.", "How are signed numbers stored?"),
    ("Tuple structs are useful when you want to give the whole tuple a name of its own.", "When are tuple structs useful?"),
    (
        "Data with an unknown size at compile time must be stored on the heap of the process.",
        "Where must data with an unknown size at compile time be stored?",
    ),
    # comparison
    (
        "Unlike a tuple, an array has elements that are all of one type.",
        "How does an array differ from a tuple?",
    ),
    (
        "The main difference between counters and gauges is that counters never go down.",
        "What is the main difference between counters and gauges?",
    ),
    # what is tied, named and done
    ("The or_else method is similar to a match that handles one case alone.", "What is the or_else method similar to?"),
    ("The or_insert method returns a mutable reference to the value of a key.", "What does the or_insert method do?"),
    ("The result of an authentication process is an identifier that the session carries.", None),
    ("A network package must contain at least one header with its version.", "What must a network package contain?"),
    ("The push method takes a single character as a parameter and adds it to the end.", "What does the push method do?"),
    ("The assert_ne! macro will pass if the two values that it is given are not equal.", "What does the assert_ne! macro do?"),
    ("A package must contain at least one crate, whether that’s a library or binary crate.", "What must a package contain?"),
    ("To store a value, Rust goes through the free blocks and takes the first that is large enough.", "How does Rust store a value?"),
    (
        "Like directories in a filesystem, you use modules to organize your code by its purpose.",
        "How can you organize your code by its purpose?",
    ),
    ("When modules get large, you might want to move their code to a separate file.", "What might you want to do when modules get large?"),
    ("When you use iterators, you don’t have to write that logic yourself.", "What do you not have to do when you use iterators?"),
    ("A struct, or structure, is a custom type that lets you name several related values.", "What is a struct?"),
    # in passing
    (
        "Careless code leaves behind a dangling pointer—a pointer that references a place that was given to others.",
        "What is a dangling pointer?",
    ),
    ("Data is kept on the call stack, a region of memory that the program manages itself.", "What is the call stack?"),
    ("Natural opioids, called opiates, are derivatives of a compound that is found in the poppy plant.", "What are natural opioids?"),
    ("The basilar membrane is a thin strip of tissue within the cochlea.", "What is the basilar membrane?"),
    ("Researchers first propose a tentative explanation, called a hypothesis, to explain the phenomenon.", "What is a hypothesis?"),
    (
        "The apparent shift in the direction of an object as a result of the motion of its observer is called parallax.",
        "What is parallax?",
    ),
    # who and when
    ("Stanley Milgram was an American psychologist who is known for research on obedience.", "Who was Stanley Milgram?"),
    ("Pierre Bourdieu wrote about cultural capital, which consists of goods and of attitudes.", "What did Pierre Bourdieu write about?"),
    (
        "In 1879, Wilhelm Wundt opened a laboratory for psychology in Leipzig.",
        "When did Wilhelm Wundt open a laboratory for psychology in Leipzig?",
    ),
    # what is held of something
    (
        "Kepler assumed that the orbits of planets were circles around the Sun.",
        "What did Kepler assume about the orbits of planets?",
    ),
    (
        "Murdock (1949) found that cultural universals often revolve around the survival of humans.",
        "What did Murdock find about cultural universals?",
    ),
    # what is named in the first person
    ("By semantics, we mean the rules that define the behavior of programs.", "What is semantics?"),
    (
        "The direction of the axis of Earth changes regularly over the ages—a slow motion we call precession.",
        "What is precession?",
    ),
    ("Astronomers define a sidereal day as the time that Earth takes to turn once under the stars.", "What is a sidereal day?"),
    # by what
    (
        "Formal methods use the power of mathematics to validate the behavior of programs.",
        "What do formal methods use to validate the behavior of programs?",
    ),
    ("The rotation of a magnet produces an electric current in a wire.", "What produces an electric current in a wire?"),
    # readings of a sentence
    (
        "Research shows that longitudinal studies require a great deal of time and money.",
        "What do longitudinal studies require?",
    ),
    (
        "Nicotine is highly addictive, and melatonin release is stimulated by the darkness of the night.",
        "What is melatonin release stimulated by?",
    ),
    ("Examples of basic types include integers, characters, and strings of text.", "What are examples of basic types?"),
    (
        "The most important functions of a telescope are (1) to collect faint light and (2) to focus it into an image.",
        "What are the most important functions of a telescope?",
    ),
    ("The scope of a variable is where its name has a meaning.", "What is the scope of a variable?"),
    (
        "The Doppler effect does not change the pattern of lines from a given element, but it shifts the whole pattern.",
        "Does the Doppler effect change the pattern of lines from a given element?",
    ),
    # how many
    ("An adult heart has four chambers and several valves between them.", "How many chambers does an adult heart have?"),
    ("The basic period of revolution of Earth is 365.2422 days.", "What is the basic period of revolution of Earth?"),
    ("Mercury takes 88 days to orbit the Sun.", "How long does Mercury take to orbit the Sun?"),
    ("The Milky Way is about 100,000 light-years across.", "How wide is the Milky Way?"),
    ("The planet Jupiter has a mass of 318 Earths.", "What is the mass of the planet Jupiter?"),
    ("There are 206 bones in the human body of an adult.", "How many bones are there in the human body of an adult?"),
    (
        "About 15 million people die from cardiovascular disease every year.",
        "How many people die from cardiovascular disease every year?",
    ),
    ("Jupiter is about 318 times as massive as Earth.", "How many times as massive as Earth is Jupiter?"),
    (
        "In 2012, 13 percent of children in the United States lived with a single father.",
        "In 2012, what percentage of children in the United States lived with a single father?",
    ),
    # who
    ("The general theory of relativity was proposed by Albert Einstein in 1915.", "Who proposed the general theory of relativity?"),
    (
        "In 1879, Wilhelm Wundt founded the first laboratory of psychology in Leipzig.",
        "Who founded the first laboratory of psychology in Leipzig?",
    ),
    ("Jean Piaget, a Swiss psychologist who studied children, described the stages of growth.", "Who was Jean Piaget?"),
    # one of several
    (
        "One advantage of longitudinal research is that the same people are followed over many years.",
        "What is one advantage of longitudinal research?",
    ),
    (
        "A common way to verify functionality is to test for equality of two results.",
        "What is one way to verify functionality?",
    ),
    (
        "One example of classical conditioning is the work of Pavlov with the salivation of dogs.",
        "What is an example of classical conditioning?",
    ),
    # the other end of a definition
    (
        "A microphone is a device that turns vibrations of the air into electric signals.",
        "What is the term for a device that turns vibrations of the air into electric signals?",
    ),
    # where and how
    ("The fusion of hydrogen occurs in the core of a star like the Sun.", "Where does the fusion of hydrogen occur?"),
    (
        "By observing the changing patterns of clouds, we can measure the speeds of winds in an atmosphere.",
        "How can you measure the speeds of winds in an atmosphere?",
    ),
    # two things in one sentence
    (
        "High-frequency waves are perceived as high sounds, while low-frequency waves are perceived as low sounds.",
        "How do high-frequency waves and low-frequency waves differ?",
    ),
    # objects and agents
    ("Longitudinal studies require a great deal of time and money.", "What do longitudinal studies require?"),
    ("Melatonin release is stimulated by the darkness of the night.", "What is melatonin release stimulated by?"),
    ("Radar observations have been used to determine the distances to planets.", "What have radar observations been used for?"),
    ("Sociology prepares people for a wide variety of careers.", "What does sociology prepare people for?"),
    ("Constants cannot be set to the result of a computation at run time, because the compiler inlines their values.", None),
]


@pytest.mark.parametrize(("sentence", "question"), [(s, q) for s, q in QUESTIONS if q], ids=lambda value: str(value)[:60])
def test_a_sentence_makes_its_question(sentence: str, question: str) -> None:
    assert question in asked_of(sentence)


@pytest.mark.parametrize("sentence", [s for s, q in QUESTIONS if q is None], ids=lambda value: value[:60])
def test_a_sentence_makes_some_question(sentence: str) -> None:
    assert len(asked_of(sentence)) == 1


REFUSED = [
    "The Moon stands opposite the Sun, which means the Moon will be in its full phase before the eclipse.",
    "Galaxies are not, of course, composed entirely of stars that are identical to the Sun.",
    "A sociologist prepares a hypothesis in the knowledge that results may contradict it.",
    "Individuals of normal sight have three different types of cones that mediate vision.",
    "To take a specific example, consider a calcium atom inside the atmosphere of the Sun.",
    "Use the internet to search for information about stars with the largest mass.",
    "Since the implementation of the new law, states have continually increased their investment in education.",
    "Practical problems may exist because the length of a day is not the same everywhere.",
    "Subjects often answer a series of closed-ended questions.",
    "Astronomers rarely judge the presence of an element in a star by a single line.",
    "While correlational research is invaluable to science, a major limitation is the inability to establish causality.",
    "Receiving a speeding ticket generally does not make others view you as a bad person.",
    "Results showed that higher levels of stress were associated with more symptoms of the disease.",
    "Solar Flares Produce Spectacular Auroras: https://www.example.org/videos/.",
    "This example is a program that prints a line of text to the screen.",
    "The program is a loop that reads a guess from the player each time.",
    "It is a set of rules that govern how memory is managed.",
    "Here is a list of the steps that are needed for the build.",
    "In this chapter, we’ll look at a number of ways in which modules are organized.",
    "As shown in Listing 4-1, the variable s refers to a string literal on the stack.",
    "A good idea is a thing that helps you write better programs.",
    "For more information about the types, see the documentation of the standard library.",
    "String literals are convenient, but they are not suitable for every situation in which text is used.",
    "They allow you to store more than one value in a single data structure.",
    "You might be wondering whether there is a runtime cost.",
    "Each labelset is a set of pairs that belongs to one of the series.",
    "With a sharp distribution, a small interval of values covers a large part of the range.",
    "Any request sent during the election that and waits are queued.",
    "Offer appointment reminders and allow users to specify their preferred format.",
    "Employers continue to seek people with what are called transferable skills.",
    "Radio astronomy is a young field compared with visible-light astronomy.",
    "Telescopes have come a long way since Galileo’s time.",
    "Researchers design studies to maximize reliability in their results.",
    "Luwi carries the gene for an anemia of the blood.",
    "When Mars is closer to the Sun (positions 1 and 2 in ), the elastic line is not stretched as much.",
    "Durkheim believed that individuals could be happy only with others around them.",
    "Binding of several authenticators must require the proof of a session at the highest level.",
]


@pytest.mark.parametrize("sentence", REFUSED, ids=lambda value: value[:60])
def test_a_sentence_that_leans_on_its_place_makes_none(sentence: str) -> None:
    assert asked_of(sentence) == {}
