"""The schema of this version as a new ledger gets it, in one order; its number stands in the file's header.

Version 2 is the first that is released as a package. Until then it may change; from then on ``migrations`` grows.
"""

from __future__ import annotations

from gongkai_desk.store.schema.judging import JUDGING
from gongkai_desk.store.schema.plans import PLANS
from gongkai_desk.store.schema.registers import REGISTERS
from gongkai_desk.store.schema.rounds import ROUNDS
from gongkai_desk.store.schema.units import ASSIGNED, HISTORY, OFFICE, UNITS
from gongkai_desk.store.schema.upward import UPWARD
from gongkai_desk.store.schema.work import WORK

VERSION = 2
STATEMENTS = (*UNITS, *PLANS, *WORK, *REGISTERS, *ROUNDS, *UPWARD, *JUDGING, *OFFICE, *HISTORY, *ASSIGNED)
"""The statements one by one: ``executescript`` would commit the transaction that they run in."""
