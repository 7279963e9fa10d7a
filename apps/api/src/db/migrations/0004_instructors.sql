CREATE TABLE "question_report" (
	"id" uuid PRIMARY KEY NOT NULL,
	"learner_id" uuid NOT NULL,
	"idempotency_key" uuid NOT NULL,
	"lesson" text NOT NULL,
	"question_id" text NOT NULL,
	"question_version" text NOT NULL,
	"reason" text NOT NULL,
	"text" text NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	"answer" text,
	"answered_at" timestamp with time zone,
	"answered_by" uuid,
	CONSTRAINT "question_report_once" UNIQUE("learner_id","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "score_override" (
	"attempt_id" uuid PRIMARY KEY NOT NULL,
	"original_score" double precision NOT NULL,
	"score" double precision NOT NULL,
	"note" text NOT NULL,
	"overridden_at" timestamp with time zone NOT NULL,
	"overridden_by" uuid
);
--> statement-breakpoint
ALTER TABLE "question_report" ADD CONSTRAINT "question_report_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_report" ADD CONSTRAINT "question_report_answered_by_learner_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."learner"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score_override" ADD CONSTRAINT "score_override_attempt_id_attempt_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempt"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score_override" ADD CONSTRAINT "score_override_overridden_by_learner_id_fk" FOREIGN KEY ("overridden_by") REFERENCES "public"."learner"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "question_report_learner_index" ON "question_report" USING btree ("learner_id","reported_at");--> statement-breakpoint
CREATE INDEX "question_report_question_index" ON "question_report" USING btree ("lesson","question_id");