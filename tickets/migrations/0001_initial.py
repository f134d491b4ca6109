"""The tables of tickets."""

import accounts.brand.models
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from accounts.tables import CreateModels


class Migration(migrations.Migration):

    initial = True
    # What came after it and is part of it now; a house that has been through all of them has been through this.
    replaces = [("tickets", "0004_vault"), ("tickets", "0005_thanks"), ("tickets", "0006_me_too_of_messages")]

    dependencies = [
        ('accounts', '0001_initial'),
        ('community', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [CreateModels([
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=32, unique=True, verbose_name='reference')),
                ('channel', models.CharField(choices=[('post', 'Post'), ('comment', 'Comment'), ('chat', 'Chat'), ('form', 'Only staff'), ('mail', 'E-mail'), ('counter', 'Counter'), ('telephone', 'Telephone'), ('letter', 'Letter')], max_length=10, verbose_name='channel')),
                ('kind', models.CharField(choices=[('complaint', 'Complaint'), ('claim', 'Claim'), ('petition', 'Petition'), ('question', 'Question')], default='complaint', max_length=9, verbose_name='kind')),
                ('priority', models.CharField(choices=[('low', 'Low'), ('normal', 'Normal'), ('high', 'High'), ('urgent', 'Urgent')], default='normal', max_length=6, verbose_name='priority')),
                ('state', models.CharField(choices=[('received', 'Received'), ('in_progress', 'In progress'), ('waiting', 'Waiting for you'), ('solved', 'Solved'), ('not_accepted', 'Not accepted'), ('withdrawn', 'Withdrawn'), ('lapsed', 'Lapsed')], default='received', max_length=12, verbose_name='state')),
                ('language', models.CharField(max_length=5, verbose_name='language')),
                ('subject', models.CharField(max_length=140, verbose_name='subject')),
                ('text', models.TextField(verbose_name='text')),
                ('text_html', models.TextField()),
                ('answer_by', models.CharField(blank=True, choices=[('', 'Here, as always'), ('mail', 'E-mail'), ('telephone', 'Telephone'), ('letter', 'Letter'), ('counter', 'They come by')], max_length=10, verbose_name='answer by')),
                ('asks_for', models.CharField(blank=True, max_length=500, verbose_name='asks for')),
                ('experienced_on', models.DateField(blank=True, null=True, verbose_name='date of the experience')),
                ('original_at', models.DateTimeField(verbose_name='said')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='received')),
                ('promised_at', models.DateTimeField(null=True, verbose_name='promised for')),
                ('promise_reason', models.CharField(blank=True, max_length=280, verbose_name='reason of the new date')),
                ('due_at', models.DateTimeField(null=True, verbose_name='due')),
                ('due_kind', models.CharField(blank=True, max_length=16)),
                ('legal_due_at', models.DateTimeField(null=True, verbose_name='legal deadline')),
                ('answered_at', models.DateTimeField(null=True)),
                ('last_message_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('last_message_by_customer', models.BooleanField(default=True)),
                ('waiting_until', models.DateField(blank=True, null=True, verbose_name='waiting until')),
                ('waiting_for', models.CharField(blank=True, max_length=500, verbose_name='what is missing')),
                ('waiting_reminded_at', models.DateTimeField(null=True)),
                ('private_at', models.DateTimeField(null=True)),
                ('outcome_text', models.TextField(blank=True, verbose_name='outcome')),
                ('closed_at', models.DateTimeField(null=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('reopened_at', models.DateTimeField(null=True)),
                ('reopen_count', models.PositiveSmallIntegerField(default=0)),
                ('submission', models.UUIDField(editable=False, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('shown_version', models.PositiveIntegerField(default=1)),
                ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='assigned_tickets', to=settings.AUTH_USER_MODEL)),
                ('centre', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.centre')),
                ('comment', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ticket', to='community.comment')),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to=settings.AUTH_USER_MODEL)),
                ('first', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='linked', to='tickets.ticket')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='community.group')),
                ('message', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ticket', to='community.message')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ticket', to='community.post')),
            ],
            options={
                'verbose_name': 'ticket',
                'verbose_name_plural': 'tickets',
            },
        ),
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('name_es', models.CharField(blank=True, max_length=60, verbose_name='name in Spanish')),
                ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='archived')),
            ],
            options={
                'verbose_name': 'category',
                'verbose_name_plural': 'categories',
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                ('signature', models.CharField(blank=True, max_length=80, verbose_name='signs as')),
                ('is_default', models.BooleanField(default=False, verbose_name='default team')),
                ('members', models.ManyToManyField(blank=True, related_name='teams', to=settings.AUTH_USER_MODEL, verbose_name='people')),
            ],
            options={
                'verbose_name': 'team',
                'verbose_name_plural': 'teams',
            },
        ),
        migrations.CreateModel(
            name='TicketEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=40)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('payload_digest', models.CharField(max_length=64)),
                ('digest', models.CharField(max_length=64)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='TicketNumber',
            fields=[
                ('year', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='BusinessCalendar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='name')),
                ('is_default', models.BooleanField(default=False, editable=False, verbose_name='default calendar')),
                ('zone', models.CharField(default='Europe/Madrid', max_length=64, validators=[accounts.brand.models.known_zone], verbose_name='time zone')),
                ('country', models.CharField(blank=True, default='ES', help_text='Two letters, such as ES. Its holidays close.', max_length=2, verbose_name='country')),
                ('region', models.CharField(blank=True, help_text='Such as MD for Madrid. Its holidays close as well.', max_length=12, verbose_name='region')),
                ('saturday_is_business', models.BooleanField(default=False, help_text='Only for deadlines in business days; opening hours are those below.', verbose_name='Saturdays are business days for the law')),
                ('centre', models.OneToOneField(blank=True, help_text='Requests of this centre are counted by this calendar; all others by the default one.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='calendar', to='accounts.centre', verbose_name='centre')),
            ],
            options={
                'verbose_name': 'business calendar',
                'verbose_name_plural': 'business calendars',
                'ordering': ['-is_default', 'name'],
            },
        ),
        migrations.CreateModel(
            name='CallBack',
            fields=[
                ('ticket', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='call_back', serialize=False, to='tickets.ticket')),
                ('phone', models.CharField(max_length=32, verbose_name='telephone')),
                ('call_at', models.DateTimeField(verbose_name='when')),
            ],
            options={
                'verbose_name': 'call back',
                'verbose_name_plural': 'calls back',
            },
        ),
        migrations.CreateModel(
            name='Sealed',
            fields=[
                ('ticket', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='sealed', serialize=False, to='tickets.ticket')),
                ('content', models.TextField()),
                ('sealed_at', models.DateTimeField()),
                ('destroy_on', models.DateField()),
            ],
            options={
                'verbose_name': 'sealed request',
                'verbose_name_plural': 'sealed requests',
            },
        ),
        migrations.AddField(
            model_name='ticket',
            name='category',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tickets.category'),
        ),
        migrations.CreateModel(
            name='Clock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('first_answer', 'First answer'), ('next_answer', 'Next answer'), ('resolution', 'Resolution'), ('legal', 'Legal: 15 days'), ('legal_business', 'Legal: 15 business days')], max_length=14, verbose_name='kind')),
                ('minutes', models.PositiveIntegerField(null=True)),
                ('started_at', models.DateTimeField()),
                ('due_at', models.DateTimeField(null=True)),
                ('warn_at', models.DateTimeField(null=True)),
                ('breach_at', models.DateTimeField(null=True)),
                ('escalate_at', models.DateTimeField(null=True)),
                ('next_stage_at', models.DateTimeField(null=True)),
                ('paused_at', models.DateTimeField(null=True)),
                ('stopped_at', models.DateTimeField(null=True)),
                ('breached_at', models.DateTimeField(null=True)),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.businesscalendar')),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clocks', to='tickets.ticket')),
            ],
            options={
                'verbose_name': 'clock',
                'verbose_name_plural': 'clocks',
            },
        ),
        migrations.CreateModel(
            name='ClockPause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField()),
                ('clock', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='tickets.clock')),
            ],
            options={
                'ordering': ['began_at'],
            },
        ),
        migrations.CreateModel(
            name='Excerpt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('text_html', models.TextField(blank=True, editable=False)),
                ('language', models.CharField(max_length=5)),
                ('said_at', models.DateTimeField()),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='excerpts', to='community.message')),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='excerpts', to='tickets.ticket')),
            ],
            options={
                'ordering': ['message__number'],
            },
        ),
        migrations.CreateModel(
            name='LocalHoliday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='date')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='local_holidays', to='tickets.businesscalendar')),
            ],
            options={
                'verbose_name': 'local holiday',
                'verbose_name_plural': 'local holidays',
                'ordering': ['day'],
            },
        ),
        migrations.CreateModel(
            name='OpeningSlot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')], verbose_name='day')),
                ('opens', models.PositiveSmallIntegerField(verbose_name='opens')),
                ('closes', models.PositiveSmallIntegerField(verbose_name='closes')),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='tickets.businesscalendar')),
            ],
            options={
                'verbose_name': 'opening slot',
                'verbose_name_plural': 'opening hours',
                'ordering': ['weekday', 'opens'],
            },
        ),
        migrations.CreateModel(
            name='Policy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(blank=True, max_length=9, verbose_name='kind')),
                ('priority', models.CharField(blank=True, max_length=6, verbose_name='priority')),
                ('first_answer_minutes', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(527040)], verbose_name='first answer')),
                ('next_answer_minutes', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(527040)], verbose_name='next answers')),
                ('resolution_minutes', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(527040)], verbose_name='resolution')),
                ('calendar', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='policies', to='tickets.businesscalendar', verbose_name='calendar')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='policies', to='tickets.team', verbose_name='team')),
            ],
            options={
                'verbose_name': 'policy',
                'verbose_name_plural': 'policies',
                'ordering': ['team', 'calendar', 'kind', 'priority'],
            },
        ),
        migrations.AddField(
            model_name='clock',
            name='policy',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tickets.policy'),
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('warning', 'Three quarters of the time is gone'), ('breach', 'Late'), ('escalation', 'Late for more than an opening hour')], max_length=10, verbose_name='stage')),
                ('due_at', models.DateTimeField()),
                ('claimed_at', models.DateTimeField()),
                ('silence', models.CharField(blank=True, choices=[('later_stage', 'A later stage had been reached by then'), ('stopped', 'The clock had stopped by then'), ('history', 'Loaded as history')], max_length=11, verbose_name='not told because')),
                ('clock', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='tickets.clock')),
            ],
            options={
                'verbose_name': 'reminder',
                'verbose_name_plural': 'reminders',
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(choices=[('customer', 'Customer'), ('internal', 'Internal')], max_length=8)),
                ('from_customer', models.BooleanField(default=False)),
                ('automatic', models.BooleanField(default=False)),
                ('body', models.TextField(max_length=20000, verbose_name='text')),
                ('body_html', models.TextField(editable=False)),
                ('channel', models.CharField(choices=[('post', 'Post'), ('comment', 'Comment'), ('chat', 'Chat'), ('form', 'Only staff'), ('mail', 'E-mail'), ('counter', 'Counter'), ('telephone', 'Telephone'), ('letter', 'Letter')], default='form', max_length=10)),
                ('submission', models.UUIDField(editable=False, null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='tickets.ticket')),
            ],
        ),
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='name')),
                ('query', models.CharField(max_length=500)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_filters', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='SealOpening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddField(
            model_name='ticket',
            name='team',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='tickets.team'),
        ),
        migrations.CreateModel(
            name='Talk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('taken_at', models.DateTimeField(null=True, verbose_name='taken')),
                ('closed_at', models.DateTimeField(null=True, verbose_name='closed')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='talks', to=settings.AUTH_USER_MODEL)),
                ('room', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='talk', to='community.room')),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='talks', to='tickets.team')),
            ],
            options={
                'verbose_name': 'talk',
                'verbose_name_plural': 'talks',
            },
        ),
        migrations.CreateModel(
            name='GroupTeam',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='answered_by', to='community.group', verbose_name='group')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers_in', to='tickets.team', verbose_name='team')),
            ],
            options={
                'verbose_name': 'group it answers in',
                'verbose_name_plural': 'groups it answers in',
            },
        ),
        migrations.AddField(
            model_name='category',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='categories', to='tickets.team', verbose_name='team'),
        ),
        migrations.CreateModel(
            name='CannedReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('shortcut', models.SlugField(max_length=30, unique=True, verbose_name='shortcut')),
                ('body_en', models.TextField(max_length=5000, verbose_name='text in English')),
                ('body_es', models.TextField(max_length=5000, verbose_name='text in Spanish')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='canned_replies', to='tickets.team', verbose_name='team')),
            ],
            options={
                'verbose_name': 'canned reply',
                'verbose_name_plural': 'canned replies',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Thanks',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.comment')),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='thanks', to='tickets.ticket')),
            ],
        ),
        migrations.CreateModel(
            name='TicketEventPayload',
            fields=[
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='detail', serialize=False, to='tickets.ticketevent')),
                ('salt', models.CharField(max_length=32)),
                ('payload', models.JSONField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='ticketevent',
            name='ticket',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='tickets.ticket'),
        ),
        migrations.CreateModel(
            name='TicketFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reply', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='tickets.reply')),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='tickets.ticket')),
                ('upload', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.upload')),
            ],
        ),
        migrations.AddConstraint(
            model_name='businesscalendar',
            constraint=models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('is_default',), name='one_default_calendar'),
        ),
        migrations.AddField(
            model_name='sealopening',
            name='sealed',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='openings', to='tickets.sealed'),
        ),
        migrations.AddConstraint(
            model_name='clockpause',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__gte', models.F('began_at'))), name='a_pause_ends_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='excerpt',
            constraint=models.UniqueConstraint(fields=('ticket', 'message'), name='message_quoted_once_a_ticket'),
        ),
        migrations.AddConstraint(
            model_name='localholiday',
            constraint=models.UniqueConstraint(fields=('calendar', 'day'), name='local_holiday_once_a_calendar'),
        ),
        migrations.AddConstraint(
            model_name='openingslot',
            constraint=models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens')), ('closes__lte', 1440)), name='slot_closes_after_it_opens'),
        ),
        migrations.AddConstraint(
            model_name='openingslot',
            constraint=models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='slot_on_a_day_of_the_week'),
        ),
        migrations.AddIndex(
            model_name='clock',
            index=models.Index(condition=models.Q(('next_stage_at__isnull', False), ('paused_at', None), ('stopped_at', None)), fields=['next_stage_at'], name='clock_to_be_swept'),
        ),
        migrations.AddConstraint(
            model_name='clock',
            constraint=models.UniqueConstraint(condition=models.Q(('stopped_at', None)), fields=('ticket', 'kind'), name='one_unstopped_clock_of_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='clock',
            constraint=models.CheckConstraint(condition=models.Q(('paused_at', None), ('stopped_at', None), _connector='OR'), name='a_stopped_clock_is_not_paused'),
        ),
        migrations.AddConstraint(
            model_name='clock',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'legal'), _negated=True), ('paused_at', None), _connector='OR'), name='the_fifteen_days_know_no_pause'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(fields=('clock', 'stage'), name='one_reminder_a_clock_and_stage'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(fields=['ticket', 'id'], name='reply_by_ticket'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.UniqueConstraint(fields=('author', 'submission'), name='reply_sent_once_by_its_author'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(('from_customer', False), ('audience', 'customer'), _connector='OR'), name='customers_write_no_internal_notes'),
        ),
        migrations.AddConstraint(
            model_name='savedfilter',
            constraint=models.UniqueConstraint(fields=('member', 'name'), name='saved_filter_once_a_name'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('state__in', ['received', 'in_progress', 'waiting'])), fields=['due_at', 'id'], name='ticket_queue'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('state__in', ['received', 'in_progress', 'waiting'])), fields=['team', 'due_at', 'id'], name='ticket_queue_of_team'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['customer', '-id'], name='ticket_by_customer'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('state__in', ['received', 'in_progress', 'waiting'])), fields=['assignee', 'due_at'], name='ticket_by_assignee'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('comment__isnull', True), ('post__isnull', True)), models.Q(('message__isnull', True), ('post__isnull', True)), models.Q(('comment__isnull', True), ('message__isnull', True)), _connector='OR'), name='ticket_has_at_most_one_source'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.UniqueConstraint(fields=('customer', 'submission'), name='ticket_sent_once_by_its_customer'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('channel', 'post'), ('post__isnull', True)), models.Q(('channel', 'comment'), ('comment__isnull', True)), models.Q(('channel', 'chat'), ('message__isnull', True)), _connector='OR'), fields=('first', 'customer'), name='me_too_once_a_customer'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state__in', ['received', 'in_progress', 'waiting'])), models.Q(('closed_at__isnull', False), ('state__in', ['solved', 'not_accepted', 'withdrawn', 'lapsed'])), _connector='OR'), name='ticket_closed_with_a_date'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_at__isnull', True), ('state', 'solved'), _connector='OR'), name='ticket_confirmed_only_when_solved'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'waiting'), _negated=True), ('waiting_until__isnull', False), _connector='OR'), name='ticket_waits_until_a_date'),
        ),
        migrations.AddConstraint(
            model_name='team',
            constraint=models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('is_default',), name='one_default_team'),
        ),
        migrations.AddIndex(
            model_name='talk',
            index=models.Index(condition=models.Q(('closed_at', None), ('taken_at', None)), fields=['team', 'asked_at'], name='talk_waiting'),
        ),
        migrations.AddConstraint(
            model_name='talk',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('customer',), name='one_open_talk_a_customer'),
        ),
        migrations.AddConstraint(
            model_name='talk',
            constraint=models.CheckConstraint(condition=models.Q(('taken_at__isnull', True), ('taken_at__gte', models.F('asked_at')), _connector='OR'), name='talk_taken_after_asked'),
        ),
        migrations.AddConstraint(
            model_name='policy',
            constraint=models.UniqueConstraint(fields=('kind', 'priority', 'team', 'calendar'), name='one_policy_for_the_same_requests', nulls_distinct=False, violation_error_message='There is a policy for exactly these requests already. Change that one.'),
        ),
        migrations.AddConstraint(
            model_name='thanks',
            constraint=models.UniqueConstraint(fields=('ticket', 'comment'), name='thanked_once_a_comment'),
        ),
        migrations.AddConstraint(
            model_name='ticketevent',
            constraint=models.UniqueConstraint(fields=('ticket', 'number'), name='history_numbered_without_gaps'),
        ),
        migrations.AddConstraint(
            model_name='ticketfile',
            constraint=models.UniqueConstraint(fields=('ticket', 'upload'), name='file_once_in_a_ticket'),
        ),
    ])]
