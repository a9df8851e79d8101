"""The conformance suite: whether a role keeps what every role promises. It needs no network, no model and no key.

`check_role(MyRole)` runs it. A role that asks a model is given a chat made for the suite, which answers by the schema of the role's reply;
that chat is a test double and generates nothing.
"""

from bookwright.agents.conformance.report import Finding, Report, State
from bookwright.agents.conformance.suite import check_role

__all__ = ["Finding", "Report", "State", "check_role"]
