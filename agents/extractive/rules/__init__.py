"""The rules by which questions are found, one family to a file."""

from bookwright.agents.extractive.candidate import Rule
from bookwright.agents.extractive.rules.acronym import acronym
from bookwright.agents.extractive.rules.action import action
from bookwright.agents.extractive.rules.appositive import appositive
from bookwright.agents.extractive.rules.cause import cause
from bookwright.agents.extractive.rules.circumstance import circumstance
from bookwright.agents.extractive.rules.composition import composition
from bookwright.agents.extractive.rules.condition import condition
from bookwright.agents.extractive.rules.contrast import contrast
from bookwright.agents.extractive.rules.count import count
from bookwright.agents.extractive.rules.definition import definition
from bookwright.agents.extractive.rules.fact import fact
from bookwright.agents.extractive.rules.glossary import glossary
from bookwright.agents.extractive.rules.heading import heading
from bookwright.agents.extractive.rules.history import history
from bookwright.agents.extractive.rules.holding import holding
from bookwright.agents.extractive.rules.identity import identity
from bookwright.agents.extractive.rules.instance import instance
from bookwright.agents.extractive.rules.keyterm import keyterm
from bookwright.agents.extractive.rules.means import means
from bookwright.agents.extractive.rules.naming import naming
from bookwright.agents.extractive.rules.passive import passive
from bookwright.agents.extractive.rules.permission import permission
from bookwright.agents.extractive.rules.purpose import purpose
from bookwright.agents.extractive.rules.quantity import quantity
from bookwright.agents.extractive.rules.reverse import reverse
from bookwright.agents.extractive.rules.share import share
from bookwright.agents.extractive.rules.term import term
from bookwright.agents.extractive.rules.who import who

RULES: tuple[Rule, ...] = (
    heading,
    glossary,
    keyterm,
    contrast,
    definition,
    identity,
    history,
    who,
    reverse,
    holding,
    appositive,
    term,
    composition,
    cause,
    purpose,
    condition,
    means,
    naming,
    action,
    permission,
    circumstance,
    quantity,
    share,
    count,
    instance,
    passive,
    fact,
    acronym,
)
"""In the order in which they are tried; where several speak of one sentence, the weightiest is kept."""
