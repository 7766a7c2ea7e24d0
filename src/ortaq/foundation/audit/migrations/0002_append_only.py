"""Triggers: the trail is only added to, and every entry waits for its place in the chain."""

from django.db import migrations

TABLES = ("audit_entry", "audit_chainlink", "audit_head")

FORWARD = """
create function audit_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'the audit trail is append-only: % of % refused', tg_op, tg_table_name
        using errcode = 'restrict_violation';
end $$;

create function audit_await_chain() returns trigger language plpgsql as $$
begin
    insert into audit_pending (entry_id) values (new.id);
    return null;
end $$;

create trigger audit_entry_pending after insert on audit_entry
    for each row execute function audit_await_chain();
"""
FORWARD += "".join(
    f"""
create trigger {table}_append_only before update or delete on {table}
    for each row execute function audit_refuse();
create trigger {table}_no_truncate before truncate on {table}
    for each statement execute function audit_refuse();
"""
    for table in TABLES
)
BACKWARD = (
    "drop trigger audit_entry_pending on audit_entry;"
    + "".join(
        f"drop trigger {table}_append_only on {table}; drop trigger {table}_no_truncate on {table};"
        for table in TABLES
    )
    + "drop function audit_refuse(); drop function audit_await_chain();"
)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
