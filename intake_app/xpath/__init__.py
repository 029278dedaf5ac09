"""ODK XPath: tokens, parser, values, functions by kind, compiled to closures.

A form asks the same few hundred questions of its answers after every keystroke. So an expression is
read once into a typed tree, the tree says what it depends on, and compiling turns it into closures
whose references the owner of the answers has resolved beforehand (``Resolver``).
"""

from intake_app.xpath.choice_filters import equality_keys
from intake_app.xpath.compiler import Compiled, Resolver, Slot, compile_expression
from intake_app.xpath.context import Context, Environment
from intake_app.xpath.dependencies import Dependency, dependencies
from intake_app.xpath.errors import FunctionUnknown, XPathError, XPathUnreadable
from intake_app.xpath.functions import supported_functions
from intake_app.xpath.parser import parse
from intake_app.xpath.tree import (
    Binary,
    Call,
    Expression,
    Filter,
    Literal,
    LocationPath,
    Negate,
    NodeTest,
    Step,
    calls,
)
from intake_app.xpath.values import DateText, Node, NodeSet, Value, to_boolean, to_number, to_string

__all__ = [
    "Binary",
    "Call",
    "Compiled",
    "Context",
    "DateText",
    "Dependency",
    "Environment",
    "Expression",
    "Filter",
    "FunctionUnknown",
    "Literal",
    "LocationPath",
    "Negate",
    "Node",
    "NodeSet",
    "NodeTest",
    "Resolver",
    "Slot",
    "Step",
    "Value",
    "XPathError",
    "XPathUnreadable",
    "calls",
    "compile_expression",
    "dependencies",
    "equality_keys",
    "parse",
    "supported_functions",
    "to_boolean",
    "to_number",
    "to_string",
]
