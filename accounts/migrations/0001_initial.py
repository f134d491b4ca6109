"""The tables of accounts."""

import accounts.brand.models
import accounts.invitations.models
import accounts.mail.models
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from accounts.tables import CreateModels


class Migration(migrations.Migration):

    initial = True
    # What came after it and is part of it now; a house that has been through all of them has been through this.
    replaces = [("accounts", "0002_originals_of_mail"), ("accounts", "0003_privacy"), ("accounts", "0004_legal"), ("accounts", "0005_periods"), ("accounts", "0006_imports_and_customers"), ("accounts", "0007_looks"), ("accounts", "0008_founding"), ("accounts", "0009_gone"), ("accounts", "0010_records_of_households"), ("accounts", "0011_choices_of_rows"), ("accounts", "0012_requests_about_data_and_breaches")]

    dependencies = []

    operations = [CreateModels([
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('born_on', models.DateField(blank=True, help_text='Only where the house has to know it. Whoever is under 18 is looked after in chat.', null=True, verbose_name='date of birth')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('joined_at', models.DateTimeField(blank=True, null=True, verbose_name='joined')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved')),
                ('groups_to_join', models.JSONField(blank=True, default=list, editable=False)),
                ('suspended_at', models.DateTimeField(blank=True, null=True, verbose_name='suspended')),
                ('suspended_until', models.DateTimeField(blank=True, null=True, verbose_name='suspended until')),
                ('suspension_reason', models.CharField(blank=True, max_length=280, verbose_name='reason of the suspension')),
                ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='left')),
                ('session_epoch', models.PositiveIntegerField(default=0, editable=False)),
                ('email', models.EmailField(blank=True, max_length=254, null=True, unique=True, verbose_name='e-mail')),
                ('handle', models.SlugField(blank=True, max_length=40, null=True, unique=True, verbose_name='handle')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('phone', models.CharField(blank=True, max_length=32, verbose_name='telephone')),
                ('membership_number', models.CharField(blank=True, max_length=40, null=True, unique=True, verbose_name='membership number')),
                ('bio', models.CharField(blank=True, max_length=280, verbose_name='about me')),
                ('role', models.CharField(choices=[('member', 'Member'), ('moderator', 'Moderator'), ('agent', 'Agent'), ('manager', 'Manager')], default='member', max_length=10, verbose_name='role')),
                ('title', models.CharField(blank=True, help_text='What staff do, shown beside their name.', max_length=60, verbose_name='title')),
                ('language', models.CharField(blank=True, max_length=5, verbose_name='language')),
                ('timezone', models.CharField(blank=True, max_length=64, verbose_name='time zone')),
                ('theme', models.CharField(blank=True, choices=[('light', 'Light'), ('dark', 'Dark')], max_length=5, verbose_name='theme')),
                ('shows_typing', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('suspended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'member',
                'verbose_name_plural': 'members',
            },
        ),
        migrations.CreateModel(
            name='DeadAddress',
            fields=[
                ('address', models.EmailField(max_length=254, primary_key=True, serialize=False)),
                ('since', models.DateTimeField()),
                ('reason', models.CharField(max_length=8)),
                ('words', models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='Gone',
            fields=[
                ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('email', 'Email'), ('number', 'Number')], max_length=8)),
                ('at', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('name', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(max_length=4)),
                ('delimiter', models.CharField(blank=True, max_length=1)),
                ('encoding', models.CharField(blank=True, max_length=12)),
                ('headings', models.JSONField(default=list)),
                ('columns', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('reading', 'Being read'), ('unreadable', 'Cannot be read'), ('columns', 'Waits for its columns'), ('checking', 'Being checked'), ('checked', 'Checked, not entered yet'), ('running', 'Being entered'), ('done', 'Entered'), ('undoing', 'Being undone'), ('undone', 'Undone')], default='reading', max_length=10)),
                ('problem', models.CharField(blank=True, max_length=12)),
                ('claimed_at', models.DateTimeField(null=True)),
                ('worked', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('is_whole', models.BooleanField(default=False)),
                ('groups', models.JSONField(default=list)),
                ('note', models.CharField(blank=True, max_length=280)),
                ('invite_at', models.DateTimeField(null=True)),
                ('an_hour', models.PositiveIntegerField(default=300)),
                ('made_at', models.DateTimeField()),
                ('run_at', models.DateTimeField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('run_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('language', models.CharField(max_length=7)),
                ('shown', models.TextField()),
                ('first_shown_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='Period',
            fields=[
                ('name', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('days', models.PositiveIntegerField()),
            ],
            options={
                'verbose_name_plural': 'periods',
            },
        ),
        migrations.CreateModel(
            name='Tombstone',
            fields=[
                ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('words', models.CharField(max_length=4)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Departure',
            fields=[
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='departure', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('words', models.CharField(choices=[('stay', 'My posts stay, as written by a former member'), ('go', 'The words of my posts go too')], default='stay', max_length=4)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('erased_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Brand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(default='Tertulia', max_length=120, verbose_name='name')),
                ('short_name', models.CharField(default='Tertulia', help_text='Beside the logo.', max_length=24, verbose_name='short name')),
                ('colour', models.CharField(default='#1F6F54', max_length=7, validators=[django.core.validators.RegexValidator('\\A#[0-9a-fA-F]{6}\\Z', 'Write a colour such as #1F6F54.')], verbose_name='brand colour')),
                ('logo', models.BinaryField(blank=True, default=bytes, verbose_name='logo')),
                ('language', models.CharField(choices=[('es', 'Spanish'), ('en', 'English')], default='es', max_length=7, verbose_name='language')),
                ('timezone', models.CharField(default='Europe/Madrid', max_length=64, validators=[accounts.brand.models.known_zone], verbose_name='time zone')),
                ('key_prefix', models.CharField(default='TER', help_text='References look like RIB-2026-004217-K. Those already given keep theirs.', max_length=6, validators=[django.core.validators.RegexValidator('\\A[A-Z]{2,6}\\Z', 'Use two to six capital letters, such as RIB.')], verbose_name='prefix of references')),
                ('legal_name', models.CharField(blank=True, max_length=200, verbose_name='legal name')),
                ('tax_id', models.CharField(blank=True, max_length=32, verbose_name='tax number')),
                ('address', models.TextField(blank=True, max_length=500, verbose_name='address')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='contact e-mail')),
                ('contact_phone', models.CharField(blank=True, max_length=32, verbose_name='contact telephone')),
                ('obliged_by_law_10_2025', models.BooleanField(default=False, help_text='250 people or more, or a turnover above 50 million euros, or a balance above 43 million.', verbose_name='bound by Ley 10/2025')),
                ('adheres_to_arbitration', models.BooleanField(default=False, verbose_name='adheres to consumer arbitration')),
                ('arbitration_body', models.CharField(blank=True, max_length=200, verbose_name='arbitration or mediation body')),
                ('arbitration_url', models.URLField(blank=True, verbose_name='its page')),
                ('service_hours', models.TextField(blank=True, max_length=500, verbose_name='hours of customer service')),
                ('service_text', models.TextField(blank=True, max_length=4000, verbose_name='words of the customer service page')),
                ('welcome', models.TextField(blank=True, help_text='Whoever is new reads them on their first day.', max_length=1000, verbose_name='words of welcome')),
                ('adr_text', models.TextField(blank=True, help_text='Which out-of-court bodies there are and how to reach them. Goes with every refusal.', max_length=2000, verbose_name='if we do not agree')),
                ('minimum_age', models.PositiveSmallIntegerField(default=14, help_text='Whoever joins declares to be at least this old.', verbose_name='minimum age')),
                ('second_fact', models.CharField(choices=[('born', 'Date of birth'), ('postcode', 'Postcode'), ('phone', 'Last four digits of the telephone')], default='postcode', help_text='Beside their membership number, as it stands in the list that was imported.', max_length=8, verbose_name='what customers prove themselves with')),
                ('originals_days', models.PositiveSmallIntegerField(default=90, help_text='What was taken of them stays with the request. Mail put aside goes with its original.', validators=[django.core.validators.MinValueValidator(30), django.core.validators.MaxValueValidator(730)], verbose_name='days that originals of incoming mail are kept')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ],
            options={
                'verbose_name': 'brand',
                'verbose_name_plural': 'brand',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='brand_is_one_row')],
            },
        ),
        migrations.CreateModel(
            name='Breach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('known_at', models.DateTimeField(verbose_name='when we knew of it')),
                ('what', models.TextField(max_length=3000, verbose_name='what happened')),
                ('whom', models.TextField(max_length=2000, verbose_name='whose data, which, and about how many people')),
                ('effects', models.TextField(blank=True, max_length=2000, verbose_name='what it may mean for them')),
                ('measures', models.TextField(blank=True, max_length=3000, verbose_name='what was done, and will be')),
                ('authority_told_at', models.DateTimeField(blank=True, null=True, verbose_name='the authority was told')),
                ('authority_words', models.CharField(blank=True, max_length=500, verbose_name='why it was not told, or later than 72 hours')),
                ('people_told_at', models.DateTimeField(blank=True, null=True, verbose_name='the people were told')),
                ('people_words', models.CharField(blank=True, max_length=500, verbose_name='why the people were not told')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-known_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Centre',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='address on the site')),
                ('timezone', models.CharField(default='Europe/Madrid', max_length=64, validators=[accounts.brand.models.known_zone], verbose_name='time zone')),
                ('country', models.CharField(default='ES', max_length=2, verbose_name='country')),
                ('subdivision', models.CharField(blank=True, max_length=3, validators=[django.core.validators.RegexValidator('\\A[A-Z0-9]{1,3}\\Z', 'Use the code of the region, such as MD or AN.')], verbose_name='region')),
                ('address', models.TextField(blank=True, max_length=500, verbose_name='address')),
                ('is_default', models.BooleanField(default=False, verbose_name='main centre')),
            ],
            options={
                'verbose_name': 'centre',
                'verbose_name_plural': 'centres',
                'ordering': ['-is_default', 'name'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('is_default',), name='centre_default_is_only_one')],
            },
        ),
        migrations.CreateModel(
            name='FoundersKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('used_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Original',
            fields=[
                ('of', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='original', serialize=False, to='accounts.import')),
                ('content', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='IncomingMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('raw', models.BinaryField()),
                ('size', models.PositiveIntegerField(verbose_name='size')),
                ('digest', models.CharField(max_length=64)),
                ('once', models.CharField(max_length=64, unique=True)),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('door', models.CharField(max_length=30)),
                ('message_id', models.CharField(blank=True, max_length=250)),
                ('sender', models.CharField(blank=True, max_length=254, verbose_name='from')),
                ('subject', models.CharField(blank=True, max_length=250, verbose_name='subject')),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='received')),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('tried_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('reply', 'Reply to a request'), ('comment', 'Comment'), ('request', 'New request'), ('quarantine', 'Put aside'), ('ignored', 'Left alone'), ('duplicate', 'Came twice')], max_length=10, verbose_name='what became of it')),
                ('reason', models.CharField(blank=True, choices=[('', ''), ('own_mail', 'It is one of our own mails.'), ('bounce', 'A mail server returned one of our mails.'), ('automatic', 'A machine answered, not a person.'), ('list', 'It was sent to a list.'), ('no_sender', 'It does not say who it is from.'), ('unreadable', 'It cannot be read.'), ('too_big', 'It is too big.'), ('empty', 'Nothing new is written in it.'), ('bad_token', 'Its reply address is not one of ours.'), ('expired', 'Its reply address is too old.'), ('other_sender', 'It was not sent from the address that we wrote to.'), ('no_right', 'The sender may not write there any more.'), ('forged', 'The mail server says that the sender is not who it claims to be.'), ('staff', 'It claims to be from staff, without a reply address of ours.'), ('no_reply_address', 'It answers one of our mails, but not to its reply address.'), ('spam', 'The mail server takes it for advertising.'), ('too_many', 'The sender has begun many requests in a short time.'), ('repeated', 'The sender has written the same before, today.'), ('refused', 'What it says could not be taken as it is.'), ('failed', 'Something went wrong on our side while reading it.')], max_length=20, verbose_name='why')),
                ('sorted_at', models.DateTimeField(null=True)),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('about', models.CharField(blank=True, max_length=60)),
                ('made', models.CharField(blank=True, max_length=60)),
                ('reference', models.CharField(blank=True, max_length=32, verbose_name='reference')),
                ('left_out', models.JSONField(default=list)),
                ('forgotten_at', models.DateTimeField(null=True)),
                ('settled_at', models.DateTimeField(null=True, verbose_name='decided')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'incoming mail',
                'verbose_name_plural': 'incoming mail',
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(default=accounts.invitations.models.new_token, editable=False, max_length=64, unique=True)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('note', models.CharField(blank=True, max_length=280, verbose_name='personal note')),
                ('role', models.CharField(choices=[('member', 'Member'), ('moderator', 'Moderator'), ('agent', 'Agent'), ('manager', 'Manager')], default='member', max_length=10, verbose_name='role')),
                ('groups', models.JSONField(blank=True, default=list, verbose_name='groups to join')),
                ('max_uses', models.PositiveSmallIntegerField(default=1, verbose_name='number of uses')),
                ('uses', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='used')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made')),
                ('expires_at', models.DateTimeField(verbose_name='expires')),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='revoked')),
                ('issued_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitations', to=settings.AUTH_USER_MODEL, verbose_name='invited by')),
                ('member', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='claims', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Acceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('notice', models.CharField(blank=True, max_length=64)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='acceptances', to=settings.AUTH_USER_MODEL)),
                ('invitation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='acceptances', to='accounts.invitation')),
            ],
        ),
        migrations.CreateModel(
            name='LegalText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.CharField(choices=[('notice', 'Legal notice'), ('privacy', 'Privacy'), ('cookies', 'Cookies'), ('rules', 'Rules'), ('opinions', 'How opinions are handled')], max_length=10, verbose_name='page')),
                ('language', models.CharField(choices=[('es', 'Spanish'), ('en', 'English')], max_length=5, verbose_name='language')),
                ('number', models.PositiveIntegerField(editable=False, verbose_name='version')),
                ('body', models.TextField(help_text='Plain text. An empty line begins a new paragraph.', max_length=40000, verbose_name='text')),
                ('published_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='published')),
                ('by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'legal text',
                'verbose_name_plural': 'legal texts',
            },
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.EmailField(max_length=254)),
                ('kind', models.CharField(max_length=60)),
                ('about', models.CharField(blank=True, db_index=True, max_length=60)),
                ('subject', models.CharField(max_length=250)),
                ('text', models.TextField()),
                ('html', models.TextField(blank=True)),
                ('headers', models.JSONField(default=dict)),
                ('attachments', models.JSONField(default=list)),
                ('message_id', models.CharField(default=accounts.mail.models.new_message_id, max_length=200, unique=True)),
                ('once', models.CharField(max_length=120, null=True)),
                ('is_secret', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('queued', 'Queued'), ('sending', 'Sending'), ('sent', 'Sent'), ('failed', 'Failed'), ('dropped', 'Dropped')], default='queued', max_length=8)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('error', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('failing_since', models.DateTimeField(null=True)),
                ('claimed_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('delivered_at', models.DateTimeField(null=True)),
                ('returned_at', models.DateTimeField(null=True)),
                ('returned', models.CharField(blank=True, choices=[('full', 'mailbox full'), ('unknown', 'no such address'), ('refused', 'the other side refuses our mail'), ('other', 'it came back'), ('dead', 'mail to this address comes back')], max_length=8)),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mails', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Record',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, unique=True)),
                ('told', models.JSONField(default=dict)),
                ('listed_at', models.DateTimeField()),
                ('verified_at', models.DateTimeField(null=True)),
                ('checked_at', models.DateTimeField(null=True)),
                ('member', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='customer_record', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Row',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('cells', models.JSONField()),
                ('outcome', models.CharField(blank=True, choices=[('new', 'New'), ('changed', 'Changed'), ('same', 'Unchanged'), ('bad', 'With errors')], max_length=8)),
                ('problems', models.JSONField(default=list)),
                ('yields_to', models.PositiveIntegerField(null=True)),
                ('goes_by', models.CharField(blank=True, choices=[('number', 'Number'), ('email', 'Email')], max_length=6)),
                ('name', models.CharField(blank=True, max_length=80)),
                ('email', models.CharField(blank=True, db_index=True, max_length=254)),
                ('entered_at', models.DateTimeField(null=True)),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('undone_at', models.DateTimeField(null=True)),
                ('kept', models.CharField(blank=True, max_length=8)),
                ('invited_at', models.DateTimeField(null=True)),
                ('invitation', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.invitation')),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='accounts.import')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Try',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64)),
                ('day', models.DateField()),
                ('times', models.PositiveIntegerField(default=1)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('key', 'day'), name='try_counted_in_one_row')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('content_type', models.CharField(max_length=80)),
                ('size', models.PositiveIntegerField()),
                ('width', models.PositiveIntegerField(null=True)),
                ('height', models.PositiveIntegerField(null=True)),
                ('sha256', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('ready', 'Ready'), ('refused', 'Refused')], default='waiting', max_length=8)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('claimed_at', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('ready_at', models.DateTimeField(null=True)),
                ('released_at', models.DateTimeField(null=True)),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='uploads', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddField(
            model_name='member',
            name='avatar',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.upload'),
        ),
        migrations.CreateModel(
            name='DataRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('access', 'What we hold, and a copy of it'), ('rectification', 'Putting something right'), ('erasure', 'Erasure'), ('restriction', 'Not using it meanwhile'), ('portability', 'Taking it elsewhere'), ('objection', 'Objecting to a use of it')], max_length=13, verbose_name='what is asked for')),
                ('way', models.CharField(choices=[('mail', 'By mail'), ('letter', 'By letter'), ('phone', 'By telephone'), ('counter', 'At the counter')], max_length=7, verbose_name='how it came')),
                ('name', models.CharField(max_length=80, verbose_name='who asks')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('words', models.TextField(blank=True, max_length=3000, verbose_name='in their words')),
                ('received_on', models.DateField(verbose_name='received')),
                ('due_on', models.DateField()),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('warned_at', models.DateTimeField(null=True)),
                ('extended_at', models.DateTimeField(null=True)),
                ('extension', models.CharField(blank=True, max_length=500, verbose_name='why it takes longer')),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer', models.CharField(blank=True, max_length=1000, verbose_name='what was done')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('extended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('answered_at__isnull', True)), fields=['due_on'], name='data_request_due')],
            },
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('claimed_at', models.DateTimeField(null=True)),
                ('ready_at', models.DateTimeField(null=True)),
                ('expires_at', models.DateTimeField(null=True)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exports', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('expires_at__isnull', True), ('ready_at__isnull', True)), models.Q(('expires_at__isnull', False), ('ready_at__isnull', False)), _connector='OR'), name='export_ready_has_an_end')],
            },
        ),
        migrations.AddIndex(
            model_name='import',
            index=models.Index(condition=models.Q(('state__in', ('reading', 'checking', 'running', 'undoing'))), fields=['made_at'], name='import_due'),
        ),
        migrations.AddIndex(
            model_name='incomingmail',
            index=models.Index(condition=models.Q(('outcome', '')), fields=['received_at'], name='incoming_waiting'),
        ),
        migrations.AddIndex(
            model_name='incomingmail',
            index=models.Index(condition=models.Q(('outcome', 'quarantine'), ('settled_at__isnull', True)), fields=['-received_at'], name='incoming_quarantine'),
        ),
        migrations.AddIndex(
            model_name='incomingmail',
            index=models.Index(condition=models.Q(('forgotten_at', None)), fields=['received_at'], name='incoming_original'),
        ),
        migrations.AddIndex(
            model_name='incomingmail',
            index=models.Index(condition=models.Q(('about', ''), _negated=True), fields=['about'], name='incoming_about'),
        ),
        migrations.AddIndex(
            model_name='incomingmail',
            index=models.Index(fields=['sender', 'received_at'], name='incoming_by_sender'),
        ),
        migrations.AddConstraint(
            model_name='incomingmail',
            constraint=models.CheckConstraint(condition=models.Q(('outcome', 'duplicate'), _negated=True), name='incoming_mail_is_never_its_own_duplicate'),
        ),
        migrations.AddConstraint(
            model_name='incomingmail',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('sorted_at__isnull', True)), models.Q(models.Q(('outcome', ''), _negated=True), ('sorted_at__isnull', False)), _connector='OR'), name='incoming_mail_sorted_has_a_time'),
        ),
        migrations.AddConstraint(
            model_name='incomingmail',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['reply', 'comment', 'request']), _negated=True), models.Q(('made', ''), _negated=True), _connector='OR'), name='incoming_mail_taken_made_something'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('uses__lte', models.F('max_uses'))), name='invitation_used_at_most_max_uses'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('email', ''), ('max_uses', 1), _connector='OR'), name='personal_invitation_has_one_use', violation_error_message='An invitation to one person can be used once.'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('email', ''), _negated=True), ('role', 'member'), _connector='OR'), name='staff_are_invited_personally', violation_error_message='Staff and moderators are invited by mail, one by one.'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('max_uses__gte', 1)), name='invitation_has_a_use'),
        ),
        migrations.AddConstraint(
            model_name='acceptance',
            constraint=models.UniqueConstraint(fields=('invitation', 'member'), name='invitation_accepted_once_by_a_member'),
        ),
        migrations.AddConstraint(
            model_name='legaltext',
            constraint=models.UniqueConstraint(fields=('page', 'language', 'number'), name='legal_text_numbered'),
        ),
        migrations.AddIndex(
            model_name='mail',
            index=models.Index(condition=models.Q(('state', 'queued')), fields=['next_try_at', 'id'], name='mail_due'),
        ),
        migrations.AddIndex(
            model_name='mail',
            index=models.Index(condition=models.Q(('state', 'sending')), fields=['claimed_at'], name='mail_in_flight'),
        ),
        migrations.AddConstraint(
            model_name='mail',
            constraint=models.UniqueConstraint(fields=('once', 'to'), name='mail_once_an_event_and_address'),
        ),
        migrations.AddConstraint(
            model_name='mail',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'sending'), _negated=True), ('claimed_at__isnull', False), _connector='OR'), name='mail_in_flight_has_been_claimed'),
        ),
        migrations.AddConstraint(
            model_name='mail',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='mail_sent_has_a_time'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(condition=models.Q(('told__has_key', 'household')), fields=['number'], name='record_of_a_household'),
        ),
        migrations.AddConstraint(
            model_name='record',
            constraint=models.CheckConstraint(condition=models.Q(('member__isnull', True), models.Q(('checked_at__isnull', False), ('verified_at__isnull', False)), _connector='OR'), name='record_verified_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='row',
            constraint=models.UniqueConstraint(fields=('of', 'number'), name='row_once_in_an_import'),
        ),
        migrations.AddConstraint(
            model_name='row',
            constraint=models.UniqueConstraint(condition=models.Q(('entered_at__isnull', False)), fields=('of', 'member'), name='person_once_in_an_import'),
        ),
        migrations.AddIndex(
            model_name='upload',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['created_at'], name='upload_waiting'),
        ),
        migrations.AddConstraint(
            model_name='upload',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), ('ready_at__isnull', False), _connector='OR'), name='upload_ready_has_a_time'),
        ),
        migrations.AddIndex(
            model_name='member',
            index=models.Index(django.db.models.functions.text.Lower(models.Func(django.db.models.functions.text.Replace('name', models.Value('m'), models.Value('rn')), models.Value('I01|'), models.Value('lOll'), function='translate')), name='member_by_look'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='member_email_in_lower_case'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('suspended_until__isnull', True), ('suspended_at__isnull', False), _connector='OR'), name='member_suspended_until_only_when_suspended'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.UniqueConstraint(models.Func(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace('handle', models.Value('-'), models.Value('')), models.Value('m'), models.Value('rn')), models.Value('01'), models.Value('ol'), function='translate'), name='member_handle_has_a_look_of_its_own'),
        ),
    ])]
