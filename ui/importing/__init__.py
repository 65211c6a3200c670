"""导入: from a file to tasks in the ledger, step by step; nothing is stored before the last."""
