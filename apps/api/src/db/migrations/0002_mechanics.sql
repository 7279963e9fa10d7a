CREATE TABLE "hint_taken" (
	"learner_id" uuid NOT NULL,
	"lesson" text NOT NULL,
	"question_id" text NOT NULL,
	"hint" integer NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	CONSTRAINT "hint_taken_learner_id_lesson_question_id_hint_pk" PRIMARY KEY("learner_id","lesson","question_id","hint")
);
--> statement-breakpoint
CREATE TABLE "pool_draw" (
	"learner_id" uuid NOT NULL,
	"lesson" text NOT NULL,
	"pool" text NOT NULL,
	"question_ids" jsonb NOT NULL,
	"drawn_at" timestamp with time zone NOT NULL,
	CONSTRAINT "pool_draw_learner_id_lesson_pool_pk" PRIMARY KEY("learner_id","lesson","pool")
);
--> statement-breakpoint
CREATE TABLE "presentation" (
	"learner_id" uuid NOT NULL,
	"lesson" text NOT NULL,
	"question_id" text NOT NULL,
	"round" integer NOT NULL,
	"question_version" text NOT NULL,
	"seed" text NOT NULL,
	"presented_at" timestamp with time zone NOT NULL,
	CONSTRAINT "presentation_learner_id_lesson_question_id_round_pk" PRIMARY KEY("learner_id","lesson","question_id","round")
);
--> statement-breakpoint
CREATE TABLE "submission" (
	"id" uuid PRIMARY KEY NOT NULL,
	"learner_id" uuid NOT NULL,
	"idempotency_key" uuid NOT NULL,
	"request_hash" text NOT NULL,
	"lesson" text NOT NULL,
	"question_id" text NOT NULL,
	"question_fingerprint" text NOT NULL,
	"response" jsonb NOT NULL,
	"certainty" integer,
	"answered_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"attempt_id" uuid,
	CONSTRAINT "submission_once" UNIQUE("learner_id","idempotency_key")
);
--> statement-breakpoint
ALTER TABLE "attempt" ADD COLUMN "attempt_number" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "attempt" ADD COLUMN "worth" double precision DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "attempt" ADD COLUMN "certainty" integer;--> statement-breakpoint
ALTER TABLE "attempt" ADD COLUMN "certainty_points" double precision;--> statement-breakpoint
ALTER TABLE "attempt" ADD COLUMN "graded_by" text DEFAULT 'server' NOT NULL;--> statement-breakpoint
ALTER TABLE "hint_taken" ADD CONSTRAINT "hint_taken_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pool_draw" ADD CONSTRAINT "pool_draw_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presentation" ADD CONSTRAINT "presentation_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission" ADD CONSTRAINT "submission_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission" ADD CONSTRAINT "submission_attempt_id_attempt_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempt"("id") ON DELETE set null ON UPDATE no action;