"""Whether the arithmetic that a speech claims holds: a row a claim that the text can check."""

from .claims import AuditRow, Claim, audit_rows
from .speech import audit_speech, find_claims

__all__ = ["AuditRow", "Claim", "audit_rows", "audit_speech", "find_claims"]
