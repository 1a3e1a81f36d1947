-- Settling an intent updates its row: room in its page keeps the indexes out of it.
ALTER TABLE "ledger_attempts" SET (fillfactor = 70);
--> statement-breakpoint
ALTER TABLE "ledger_jobs" SET (fillfactor = 20);
--> statement-breakpoint
ALTER TABLE "optimizations" SET (fillfactor = 50);
