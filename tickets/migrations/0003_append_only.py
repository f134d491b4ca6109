"""The database itself refuses to change or remove history (L-17)."""

from django.db import migrations

# One statement at a time: prepared ones take no more.
REFUSE = """
CREATE FUNCTION tickets_history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Erasing a member empties the actor's name and nothing else.
    IF TG_OP = 'UPDATE' AND NEW.actor_id IS NULL
       AND (to_jsonb(NEW) - 'actor_id') = (to_jsonb(OLD) - 'actor_id') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'ticket history is append-only';
END $$
"""

WATCH = """
CREATE TRIGGER history_is_append_only BEFORE UPDATE OR DELETE ON tickets_ticketevent
    FOR EACH ROW EXECUTE FUNCTION tickets_history_is_append_only()
"""

ALLOW = [
    "DROP TRIGGER history_is_append_only ON tickets_ticketevent",
    "DROP FUNCTION tickets_history_is_append_only()",
]


class Migration(migrations.Migration):
    dependencies = [("tickets", "0001_initial")]
    operations = [migrations.RunSQL([REFUSE, WATCH], ALLOW)]
