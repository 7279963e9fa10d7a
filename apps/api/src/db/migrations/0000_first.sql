CREATE TABLE "activity" (
	"id" uuid PRIMARY KEY NOT NULL,
	"learner_id" uuid NOT NULL,
	"idempotency_key" uuid NOT NULL,
	"request_hash" text NOT NULL,
	"lesson" text NOT NULL,
	"kind" text NOT NULL,
	"lab" text NOT NULL,
	"data" jsonb,
	"labs_done" jsonb NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "activity_once" UNIQUE("learner_id","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "attempt" (
	"id" uuid PRIMARY KEY NOT NULL,
	"learner_id" uuid NOT NULL,
	"idempotency_key" uuid NOT NULL,
	"request_hash" text NOT NULL,
	"lesson" text NOT NULL,
	"question_id" text NOT NULL,
	"question_fingerprint" text NOT NULL,
	"presented" jsonb,
	"response" jsonb NOT NULL,
	"verdict" text NOT NULL,
	"score" double precision NOT NULL,
	"max_score" double precision NOT NULL,
	"feedback" jsonb NOT NULL,
	"best_score" double precision NOT NULL,
	"answered_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "attempt_once" UNIQUE("learner_id","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"learner_id" uuid,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"detail" jsonb
);
--> statement-breakpoint
CREATE TABLE "learner" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "question_progress" (
	"learner_id" uuid NOT NULL,
	"lesson" text NOT NULL,
	"question_id" text NOT NULL,
	"attempt_count" integer NOT NULL,
	"latest_attempt_id" uuid NOT NULL,
	"latest_answered_at" timestamp with time zone NOT NULL,
	"best_verdict" text NOT NULL,
	"best_score" double precision NOT NULL,
	"best_max_score" double precision NOT NULL,
	CONSTRAINT "question_progress_learner_id_lesson_question_id_pk" PRIMARY KEY("learner_id","lesson","question_id")
);
--> statement-breakpoint
CREATE TABLE "question_version" (
	"lesson" text NOT NULL,
	"question_id" text NOT NULL,
	"fingerprint" text NOT NULL,
	"version" text NOT NULL,
	"question" jsonb NOT NULL,
	"first_served_at" timestamp with time zone NOT NULL,
	"last_served_at" timestamp with time zone NOT NULL,
	CONSTRAINT "question_version_lesson_question_id_fingerprint_pk" PRIMARY KEY("lesson","question_id","fingerprint")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"learner_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "session_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "activity" ADD CONSTRAINT "activity_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_question_version_fk" FOREIGN KEY ("lesson","question_id","question_fingerprint") REFERENCES "public"."question_version"("lesson","question_id","fingerprint") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit" ADD CONSTRAINT "audit_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_progress" ADD CONSTRAINT "question_progress_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_progress" ADD CONSTRAINT "question_progress_latest_attempt_id_attempt_id_fk" FOREIGN KEY ("latest_attempt_id") REFERENCES "public"."attempt"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activity_learner_index" ON "activity" USING btree ("learner_id","lesson");--> statement-breakpoint
CREATE INDEX "attempt_question_index" ON "attempt" USING btree ("lesson","question_id","question_fingerprint");--> statement-breakpoint
CREATE INDEX "audit_learner_index" ON "audit" USING btree ("learner_id","at");--> statement-breakpoint
CREATE INDEX "question_version_index" ON "question_version" USING btree ("lesson","question_id","version");--> statement-breakpoint
CREATE INDEX "session_learner_index" ON "session" USING btree ("learner_id");