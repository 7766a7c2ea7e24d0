"""The comparison as SQL: each pass speaks of the rows of which nothing has been said yet."""

TABLE = """
drop table if exists pg_temp.membership_match;
create temporary table membership_match (
    line integer not null,
    body_id bigint,
    iin text not null,
    name text not null,
    given text not null,
    born_on date,
    patronymic text not null,
    sex text not null,
    phone text not null,
    email text not null,
    initials boolean not null,
    has_job boolean not null,
    note text,
    user_id bigint,
    verdict text,
    code text,
    "column" text
) on commit drop
"""

# In each statement the rows without a verdict are those of which nothing is said yet.
_TWO_UNDER_ONE_IIN = """
with first as (
    select distinct on (iin) iin, name, given from membership_match where iin <> ''
    order by iin, line
), torn as (
    select distinct m.iin from membership_match m join first using (iin)
    where word_similarity(m.given, first.name) < 0.4 and similarity(m.name, first.name) < 0.5
)
update membership_match m set verdict = 'wrong', code = 'membership.two_under_one_iin',
    "column" = 'iin'
from torn where m.iin = torn.iin and m.verdict is null
"""
_REPEATED = """
with seen as (
    select line, row_number() over (partition by body_id, iin order by line) as n
    from membership_match where iin <> '' and verdict is null
)
update membership_match m set verdict = 'same', code = 'membership.repeated', "column" = 'iin'
from seen where seen.line = m.line and seen.n > 1
"""
_REPEATED_BY_NAME = """
with seen as (
    select line, iin, row_number() over same as n,
        bool_or(iin <> '') over same as known
    from membership_match where verdict is null
    window same as (partition by body_id, name, born_on order by line
                    rows between unbounded preceding and unbounded following)
), again as (
    select line from seen where iin = '' and (n > 1 or known)
)
update membership_match m
set verdict = case when born_on is null then 'wrong' else 'same' end,
    code = case when born_on is null then 'membership.namesakes' else 'membership.repeated' end
from again where again.line = m.line
"""
_IIN_OF_ANOTHER = """
update membership_match m set verdict = 'wrong', code = 'membership.iin_of_another',
    "column" = 'iin', user_id = null
from accounts_user u
where u.id = m.user_id and m.verdict is null and m.name <> ''
  and word_similarity(m.given, array_to_string(u.name_words, ' ')) < 0.4
  and similarity(m.name, array_to_string(u.name_words, ' ')) < 0.5
"""
# A member of this very primary under the very same name, when nothing speaks against it.
_MEMBER_BY_NAME = """
with found as (
    select m.line, min(u.id) as user_id
    from membership_match m
    join membership_membership k on k.body_id = m.body_id and k.state in
        ('approved', 'suspended', 'applied')
    join accounts_user u on u.id = k.user_id and u.erased_at is null
        and array_to_string(u.name_words, ' ') = m.name
        and (u.born_on = m.born_on or (m.born_on is null and m.iin = ''))
    where m.user_id is null and m.verdict is null
      and (m.iin = '' or not exists (select from accounts_identity i where i.user_id = u.id))
    group by m.line having count(*) = 1
)
update membership_match m set user_id = found.user_id from found where found.line = m.line
"""
# The same name in this very primary, and the register does not know when that member was born.
_UNDATED = """
with found as (
    select m.line, min(u.id) as user_id
    from membership_match m
    join membership_membership k on k.body_id = m.body_id and k.state in
        ('approved', 'suspended', 'applied')
    join accounts_user u on u.id = k.user_id and u.erased_at is null and u.born_on is null
        and array_to_string(u.name_words, ' ') = m.name
    where m.user_id is null and m.verdict is null and m.name <> ''
      and (m.iin = '' or not exists (select from accounts_identity i where i.user_id = u.id))
    group by m.line
)
update membership_match m set user_id = found.user_id, verdict = 'doubtful',
    code = 'membership.alike', "column" = 'full_name'
from found where found.line = m.line
"""
# Who may be meant by a name like his: born on a day of the list. Whoever has an IIN is not meant
# by a row with another one; of two million people most have, so for those rows few are left.
_BORN_THEN = """
drop table if exists pg_temp.membership_born_then;
create temporary table membership_born_then on commit drop as
select u.id, u.born_on, array_to_string(u.name_words, ' ') as name,
    left(u.name_words[1], 1) as family, left(u.name_words[2], 1) as given,
    i.user_id is not null as known
from (
    select born_on, bool_or(iin = '') as any from membership_match
    where user_id is null and verdict is null and name <> '' group by born_on
) asked
join accounts_user u on u.born_on = asked.born_on and u.erased_at is null
left join accounts_identity i on i.user_id = u.id
where asked.any or i.user_id is null;
analyze membership_born_then
"""
# Blocked by the birth date and a first letter that agrees, each a join by equality.
_ALIKE = """
with asked as (
    select line, born_on, name, left(name, 1) as family, left(given, 1) as given, iin = '' as any
    from membership_match where user_id is null and verdict is null and name <> ''
), pairs as (
    select m.line, u.id as user_id, similarity(m.name, u.name) as likeness
    from asked m join membership_born_then u using (born_on, family)
    where m.any or not u.known
    union all
    select m.line, u.id, similarity(m.name, u.name)
    from asked m join membership_born_then u using (born_on, given)
    where (m.any or not u.known) and m.family is distinct from u.family
), best as (
    select distinct on (line) line, user_id from pairs where likeness >= 0.5
    order by line, likeness desc, user_id
)
update membership_match m set user_id = best.user_id, verdict = 'doubtful',
    code = 'membership.alike', "column" = 'full_name'
from best where best.line = m.line;
drop table membership_born_then
"""
_INITIALS = """
update membership_match set verdict = 'wrong', code = 'membership.initials',
    "column" = 'full_name'
where user_id is null and verdict is null and initials
"""
_STANDING = """
with found as (
    select m.line, k.state, k.state is null or m.has_job
        or (u.patronymic = '' and m.patronymic <> '')
        or (u.sex = '' and m.sex <> '')
        or (u.born_on is null and m.born_on is not null)
        or (u.phone is null and m.phone <> '')
        or (u.email is null and m.email <> '')
        or (m.iin <> '' and not exists (
            select from accounts_identity i where i.user_id = u.id)) as news
    from membership_match m
    join accounts_user u on u.id = m.user_id
    left join membership_membership k on k.user_id = u.id and k.body_id = m.body_id
        and k.state in ('approved', 'suspended', 'applied')
    where m.verdict is null
)
update membership_match m set
    verdict = case when found.news and found.state is distinct from 'applied'
        then 'changed' else 'same' end,
    code = case when found.state = 'applied' then 'membership.applied' end
from found where found.line = m.line
"""
SAY = """
select m.line, coalesce(m.verdict, 'new'),
    case when m.verdict = 'wrong' then null else m.user_id end,
    (select jsonb_agg(jsonb_build_object('column', coalesce(said."column", ''),
                                         'code', said.code))
     from (values (m."column", m.code), ('', m.note)) as said ("column", code)
     where said.code is not null)
from membership_match m
where m.verdict is not null or m.user_id is not null or m.note is not null
"""
PASSES = {
    "analyze": "analyze membership_match",
    "two under one IIN": _TWO_UNDER_ONE_IIN,
    "repeated": _REPEATED,
    "repeated by name": _REPEATED_BY_NAME,
    "IIN of another": _IIN_OF_ANOTHER,
    "member by name": _MEMBER_BY_NAME,
    "undated": _UNDATED,
    "alike": f"{_BORN_THEN};{_ALIKE}",
    "initials": _INITIALS,
    "standing": _STANDING,
}
