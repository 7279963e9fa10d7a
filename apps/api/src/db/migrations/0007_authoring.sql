CREATE TABLE "regrade" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by" text NOT NULL,
	"reason" jsonb NOT NULL,
	"lesson" text NOT NULL,
	"question_id" text NOT NULL,
	"may_lower" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "regrade_notice" (
	"id" uuid PRIMARY KEY NOT NULL,
	"regrade_id" uuid NOT NULL,
	"learner_id" uuid NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"seen_at" timestamp with time zone,
	CONSTRAINT "regrade_notice_once" UNIQUE("regrade_id","learner_id")
);
--> statement-breakpoint
CREATE TABLE "regraded_attempt" (
	"regrade_id" uuid NOT NULL,
	"attempt_id" uuid NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	CONSTRAINT "regraded_attempt_regrade_id_attempt_id_pk" PRIMARY KEY("regrade_id","attempt_id")
);
--> statement-breakpoint
ALTER TABLE "regrade_notice" ADD CONSTRAINT "regrade_notice_regrade_id_regrade_id_fk" FOREIGN KEY ("regrade_id") REFERENCES "public"."regrade"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regrade_notice" ADD CONSTRAINT "regrade_notice_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regraded_attempt" ADD CONSTRAINT "regraded_attempt_regrade_id_regrade_id_fk" FOREIGN KEY ("regrade_id") REFERENCES "public"."regrade"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regraded_attempt" ADD CONSTRAINT "regraded_attempt_attempt_id_attempt_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempt"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "regrade_notice_learner_index" ON "regrade_notice" USING btree ("learner_id");--> statement-breakpoint
CREATE INDEX "regraded_attempt_index" ON "regraded_attempt" USING btree ("attempt_id");