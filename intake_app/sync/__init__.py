"""The signed age batch and its receipt."""

from intake_app.sync.opening import OpenedBatch, RecordLine, open_batch
from intake_app.sync.sealing import BatchContents, seal_batch
from intake_app.sync.verifying import VerifiedBatch, verify_batch

__all__ = [
    "BatchContents",
    "OpenedBatch",
    "RecordLine",
    "VerifiedBatch",
    "open_batch",
    "seal_batch",
    "verify_batch",
]
