# كلمات الصفحة. أسماء الرسائل هي نفسها في en.ftl.

name = Armistice
skip = انتقل إلى المحتوى
ways = الشاشات
way-overview = نظرة عامة
way-picture = الصورة الميدانية
way-agreement = الاتفاق
way-finding = الاستنتاج
way-duty = مسار الالتزام
way-claims = الأقوال
way-record = السجل
language = اللغة
theme = فاتح أو داكن
theme-auto = كما في الجهاز
theme-light = فاتح
theme-dark = داكن
waiting = يجري سؤال الخادم…
again = اسأل من جديد
trouble = لم يُجب الخادم عن هذا الطلب.
trouble-unreachable = يتعذر الوصول إلى الخادم. هل ما زال يعمل؟

changed-verdicts = { $count ->
    [zero] تغيّرت القضية: لم يتغير أي حكم ({ $count }).
    [one] تغيّرت القضية: حكم واحد ({ $count }) لم يعد كما كان.
    [two] تغيّرت القضية: حكمان ({ $count }) لم يعودا كما كانا.
    [few] تغيّرت القضية: { $count } أحكام لم تعد كما كانت.
    [many] تغيّرت القضية: { $count } حكمًا لم تعد كما كانت.
   *[other] تغيّرت القضية: { $count } حكم لم تعد كما كانت.
 }
changed-case = تغيّرت القضية.
case-unreadable = غُيّرت القضية ولا تُقرأ على حالها؛ والمعروض ما كان قبل ذلك.
changed-show = اعرضها كما هي الآن
live-off = ليست مباشرة: انقطع الاتصال بالخادم، وسيُستأنف من تلقاء نفسه.

clocks = الساعتان
as-of = حتى تاريخ
as-of-means = ما كان قد حدث حتى ذلك الحين
known-at = المعلوم في
known-at-means = ما كان السجل قد علمه حتى ذلك الحين
known-together = في الوقت نفسه
known-at-entry = حتى القيد { $number }
known-at-root = حتى هذا الجذر
day-calendar = اختيار يوم من التقويم
day-form = اكتب اليوم بصيغة YYYY-MM-DD، مثل 2018-12-01
day-before = قبل يوم
day-after = بعد يوم
now = الآن

show = اعرض
show-all = كل القواعد
show-told = القواعد التي قيل فيها شيء
show-violated = منتهَكة
show-unknown = غير معروفة
show-pending = لم يحن أجلها
show-kept = محترَمة
show-nothing = لا يوجد شيء.

norm = القاعدة
not-bound = غير ملزَم
since = منذ
in-force = ساري
due-by = الأجل
before = قبل
counts = { $observations ->
    [zero] لا مشاهدات ({ $observations })
    [one] مشاهدة واحدة ({ $observations })
    [two] مشاهدتان ({ $observations })
    [few] { $observations } مشاهدات
    [many] { $observations } مشاهدة
   *[other] { $observations } مشاهدة
 }، { $episodes ->
    [zero] لا وقائع ({ $episodes })
    [one] واقعة واحدة ({ $episodes })
    [two] واقعتان ({ $episodes })
    [few] { $episodes } وقائع
    [many] { $episodes } واقعة
   *[other] { $episodes } واقعة
 }
watching-not-on-record = لا مراقبة في السجل
observed = روقب { NUMBER($share, style: "percent") } ({ $hours ->
    [zero] { $hours } ساعة
    [one] ساعة واحدة ({ $hours })
    [two] ساعتان ({ $hours })
    [few] { $hours } ساعات
    [many] { $hours } ساعة
   *[other] { $hours } ساعة
 })
due-next = الآجال القادمة
due-nothing = لا أجل قادم.
changed-since = ما تغيّر منذ
changed-nothing = لم يتغير شيء.

happened = وقع في
became-known = عُلم في
part-of = جزء من
text-says = ما يقوله النص
paraphrase = بعبارة أخرى: النص الحرفي غير متاح
authentic = النص الحرفي
hash-check = تحقق من البصمة
hash-equal = للجملة هذه البصمة.
hash-other = ليست للجملة هذه البصمة.
calculation = الحساب
calculation-means = المكان المُبلَّغ عنه على بعده الحقيقي من الحد، مع كل الأخطاء المذكورة. وحيث يقطع الشريط الحد فالجواب «غير محدد».
margin-inside = { $distance } داخل الحد
margin-outside = { $distance } خارج الحد
margin-error = مجموع الأخطاء ± { $distance }
as-stated = كما يقول المصدر
more = { $count } أخرى
margin-picture = الموضع وخطؤه بالنسبة إلى الحد، بمقياس الرسم
margin-edge = الحد
margin-outside-label = خارج
margin-inside-label = داخل
proof = لماذا
would-change = ما الذي يغيّر الجواب
who-says-what = من يقول ماذا
voice-of = صوت
silent = لا شيء في السجل
findings = الاستنتاجات
versions = النسخ كلما عُلم المزيد
versions-passed-over = لحظات عُرف فيها المزيد ولم يُنظر فيها: { $count }
version = النسخة { $number }
known-from = معلومة منذ
superseded = حتى
invokes = يحتج بـ
read-at = المصدر
on-picture = على الخريطة

truth-violated = منتهَك
truth-unknown = غير معروف
truth-pending = لم يحن الأجل
truth-kept = محترَم

state-dormant = لا يُلزم بعد
state-watching = تحت المراقبة
state-due = مستحق
state-told = قيل إنه نُفّذ
state-overdue = فات أجله
state-kept = محترَم
state-defaulted = لم يُنفَّذ
state-discharged = مُعفى منه
state-reversed = نُقض بعد تنفيذه
state-suspended = معلَّق
state-closed = انقضت مدته
state-ended = منتهٍ
state-lapsed = ساقط
state-available = متاح
state-exercised = استُعمل
state-expired = انقضى

grade-none = بلا دليل
grade-claimed = مُدّعى
grade-reported = مُبلَّغ عنه
grade-corroborated = معزَّز
grade-verified = متحقَّق منه

flag-contested = متنازَع فيه
flag-denied = منفي
flag-late = متأخر
flag-continuing = مستمر
flag-cured = مُصحَّح
flag-excused = مبرَّر
flag-so-far = حتى الآن
flag-status-disputed = سريانه متنازَع فيه
flag-impeached = دليل مطعون فيه
flag-suspended = عُلّق لاحقًا

reason-no-coverage = بلا تغطية
reason-within-measurement-error = ضمن خطأ القياس
reason-claim-only = ادعاء فقط
reason-exception-not-shown = لم يثبت الاستثناء
reason-overdue-unproven = فات أجله ولم يثبت
reason-class-uncertain = الصنف غير مؤكد
reason-place-not-told = لم يُذكر المكان
reason-place-not-fixed = لم يحدد الاتفاق المكان
reason-time-uncertain = الوقت غير مؤكد
reason-purpose-not-told = لم يُذكر الغرض
reason-unattributed = لا يُعرف من قام بالفعل
reason-evenly-contested = الأدلة متكافئة
reason-impeached = دليل مطعون فيه
reason-private-person = شخص عادي
reason-not-in-force = لم يكن ساريًا على الملزَم حينها
reason-ruled-compliant = لم تجد الهيئة خرقًا
reason-ruling-open = لم تستطع الهيئة أن تقرر
reason-notice-not-shown = لم يثبت الإخطار
reason-event-not-told = لم يُذكر الحدث الموجِب له
reason-step-not-told = لم تُذكر الخطوة السابقة
reason-limit-unknown = الحد غير وارد في السجل
reason-condition-not-met = لم تثبت شروطه
reason-floor-not-shown = لم يذكر أحد ما يكفي ولا أنه لم يكن أكثر
reason-part-counted = ربما عُدّ جزء فقط

outcome-breach = خرق
outcome-alleged = خرق مُدّعى
outcome-undetermined = غير محدد
outcome-cured = مُصحَّح
outcome-excused = مبرَّر
outcome-dismissed = مردود
outcome-fulfilled = مُنفَّذ
outcome-pending = لم يحن الأجل
outcome-exercised = استُعمل
outcome-ineffective = بلا أثر

answer-inside = داخل
answer-outside = خارج
answer-undetermined = غير محدد

manner-claims = يدّعيه
manner-reports = يبلّغ عنه
manner-attests = يشهد به

rule-article = المادة
rule-reading = القراءة
rule-force = السريان
rule-deadline = الأجل
rule-evidence = الدليل
rule-grade = الدرجة
rule-attestation = الشهادة
rule-checklist = التفتيش
rule-impeachment = الطعن
rule-denial = النفي
rule-place = المكان
rule-class = الصنف
rule-time = الوقت
rule-attribution = من قام بالفعل
rule-exception = الاستثناء
rule-ruling = القرار
rule-coverage = المراقبة
rule-count = العدد
rule-verdict = الحكم
rule-would-change = ما يغيّره

view = خريطة أو قائمة
view-map = خريطة
view-list = قائمة
map-title = خريطة الأماكن والأحداث. والقائمة تعرض الشيء نفسه.
map-in = تقريب
map-out = إبعاد
map-grid = MGRS
map-pointer = موضع المؤشر
map-middle = وسط الخريطة
map-note-toggle = إظهار الملاحظة عن الخطوط أو إخفاؤها
map-note = رُسمت الخطوط والمناطق للحكم في بنود هذا الاتفاق وحدها، ولا تتخذ موقفًا من أي حدود.
map-failed = يتعذر رسم الخريطة هنا. والقائمة تعرض الشيء نفسه:
places = الأماكن
place = المكان
all-places = كل الأماكن
place-disputed = مساره متنازَع فيه.
place-accuracy = مرسوم بدقة { $distance }
place-not-bound = لا شيء يُلزم هناك الآن
norm-map = الأماكن على خريطة
place-editions = مرسوم عن ({ $count })
height-above-ground = أعلى من { $distance } فوق الأرض
height-below-ground = أدنى من { $distance } فوق الأرض
height-above-sea = أعلى من { $distance } فوق سطح البحر
height-below-sea = أدنى من { $distance } فوق سطح البحر
place-no-norm = لا قاعدة تتكلم عنه.
place-not-told = لم يُذكر المكان
not-drawn = غير مرسوم
reading-of-text = قراءة للنص
events = الأحداث
events-none = لا حدث في السجل في هذه المدة.
list-shorter = اختر مدة أقصر على الخريطة لتراها
when = متى
what = ماذا
where = أين
answer = الجواب
bar = شريط الزمن
bar-earlier = سابقًا
bar-later = لاحقًا
bar-nearer = مدة أقصر
bar-farther = مدة أطول
bar-whole = المدة كلها
bar-every-lane = كل القواعد
lanes = مسارات: واحد لكل قاعدة وملزَم
lanes-none = لم يُقل شيء عن أي قاعدة في هذه المدة.
facts-told = الوقائع المُبلَّغ عنها
not-observed = غير مراقَب
observed-lane = مراقَب

tracks = المسارات
tracks-means = ما أبلغت به الأجسام عن نفسها أو أبلغ به غيرها عنها. يُرسم المسار حيث أُبلغ عنها، وتصل النقاط بين بلاغين لم يُسمع عنها بينهما عشر دقائق.
tracks-crowds = المربعات المظللة: مسارات أكثر مما يمكن تمييزه. وعند التقريب يُرسم كل مسار على حدة.
object = الجسم
objects-count = { $count ->
    [zero] لا أجسام ({ $count })
    [one] جسم واحد ({ $count })
    [two] جسمان ({ $count })
    [few] { $count } أجسام
    [many] { $count } جسمًا
   *[other] { $count } جسم
 }
reports = البلاغات
reports-count = { $count ->
    [zero] لا بلاغات ({ $count })
    [one] بلاغ واحد ({ $count })
    [two] بلاغان ({ $count })
    [few] { $count } بلاغات
    [many] { $count } بلاغًا
   *[other] { $count } بلاغ
 }
silences-count = { $count ->
    [zero] بلا انقطاع ({ $count })
    [one] انقطاع واحد عشر دقائق أو أكثر ({ $count })
    [two] انقطاعان عشر دقائق أو أكثر ({ $count })
    [few] { $count } انقطاعات عشر دقائق أو أكثر
    [many] { $count } انقطاعًا عشر دقائق أو أكثر
   *[other] { $count } انقطاع عشر دقائق أو أكثر
 }
heard-last = آخر موضع سُمع منه
file-refused = ملف لا يُقرأ:
passages = حالات العبور
passages-none = لم يُبلَّغ عن أي عبور في هذه المدة.
passage-enter = يدخل
passage-leave = يخرج من
passage-cross = يعبر
passage-stay = كان في
passage-gap = لم يُسمع عنه
passage-jump = تحرك أسرع مما يمكنه
worked-out = محسوب بين بلاغين
withdrawn = سُحب: لم يكن كذلك

agreement-means = النص في جانب، وفي الجانب الآخر ما تُلزم به بنوده ومن هو ملزَم بها في اللحظة المختارة.
contents = المحتويات
readback = بكلمات بسيطة
terms = البنود الصورية
left-out = ما تُرك خارج البنود ({ $count })
no-terms = لا بند يتكلم عن هذا الجزء.

duty-means = في الأعلى: جواب كل يوم بما كان معلومًا يومها. وفي الأسفل: جواب اليوم نفسه بكل ما هو معلوم الآن.
then-known = كما كان معلومًا حينها
now-known = كما هو معلوم الآن
duty-picture = الالتزام عبر الزمن، كما كان معلومًا حينها وكما هو معلوم الآن؛ والجداول أدناه تقول الشيء نفسه
duty-events-key = متى عُلمت واقعة
deadline = اليوم الأخير
turned = حيث يختلف الجوابان
turned-nothing = لا يختلفان.

record-means = كل ما قيل قائم في قائمة واحدة لا تفعل إلا أن تنمو. لكل أحد أن يحتفظ بنسخة ويتحقق منها، وكل شاهد يوقّع إلى أين رآها.
record-no-log = هذه القضية جدول وقائع وليست سجلًا موقَّعًا. ومع ذلك يدل جذرها على ما إذا كان اثنان ينظران إلى الوقائع نفسها.
record-origin = السجل
record-size = الحجم
record-root = الجذر
entries = { $count ->
    [zero] لا قيود ({ $count })
    [one] قيد واحد ({ $count })
    [two] قيدان ({ $count })
    [few] { $count } قيود
    [many] { $count } قيدًا
   *[other] { $count } قيد
 }
facts-count = { $count ->
    [zero] لا وقائع ({ $count })
    [one] واقعة واحدة ({ $count })
    [two] واقعتان ({ $count })
    [few] { $count } وقائع
    [many] { $count } واقعة
   *[other] { $count } واقعة
 }
rows-count = { $count ->
    [zero] لا أسطر ({ $count })
    [one] سطر واحد ({ $count })
    [two] سطران ({ $count })
    [few] { $count } أسطر
    [many] { $count } سطرًا
   *[other] { $count } سطر
 }
set-aside = نُحّي لأنه لا يُقرأ
cosigned = من رآه
cosigned-none = لم يوقّع عليه أي شاهد.
witness = الشاهد
behind = (متأخر بـ { $count })
checkpoint = البيان الموقَّع
record-facts = الوقائع وبصماتها
fact = الواقعة
hash = البصمة

verify = تحقق بنفسك
verify-means = متصفحك يحسب هنا كل شيء. والخادم يعطي ملفات لا أجوبة. وما لا يستطيع متصفحك أن يثبته وحده هو أنك أنت وغيرك تُعرض عليكم نسخة واحدة من السجل؛ فقارن الجذر معهم، أو أدخل مفاتيح شهود تثق بهم.
verify-malformed = تتعذر قراءة البيان الموقَّع:
verify-failed = تعذر التحقق من هذا:
verify-do = تحقق
verify-entry = قيد واحد
entry-number = رقم القيد
entry-stands = القيد قائم في السجل الذي وُقّع عليه.
entry-does-not-stand = القيد ليس في السجل الذي وُقّع عليه.
entry-text = القيد
known-here = القضية كما كان السجل يحويها عند هذا القيد
leaf-hash = بصمة القيد
path-of = { $count ->
    [zero] مساره: بلا بصمات ({ $count })
    [one] مساره: بصمة واحدة ({ $count })
    [two] مساره: بصمتان ({ $count })
    [few] مساره: { $count } بصمات
    [many] مساره: { $count } بصمة
   *[other] مساره: { $count } بصمة
 }
root-computed = الجذر المحسوب هنا
root-signed = الجذر في البيان الموقَّع
verify-whole = السجل كله
verify-whole-means = يقرأ كل قيد ويقارن بما رآه هذا المتصفح آخر مرة.
entries-done = { $done } من { $size }
whole-stands = { $size ->
    [zero] لا قيود ({ $size }).
    [one] القيد الواحد ({ $size }) يعطي الجذر الذي وُقّع عليه.
    [two] القيدان ({ $size }) يعطيان الجذر الذي وُقّع عليه.
    [few] القيود كلها ({ $size }) تعطي الجذر الذي وُقّع عليه.
    [many] القيود كلها ({ $size }) تعطي الجذر الذي وُقّع عليه.
   *[other] القيود كلها ({ $size }) تعطي الجذر الذي وُقّع عليه.
 }
whole-does-not-stand = القيود لا تعطي الجذر الذي وُقّع عليه.
before-first = لم يرَ هذا المتصفح هذا السجل من قبل؛ وهو يتذكر الآن هذه الحالة.
before-grew = إنه يواصل السجل الذي رآه هذا المتصفح آخر مرة.
before-other = إنه لا يواصل السجل الذي رآه هذا المتصفح آخر مرة. احتفظ بالبيانين الموقَّعين معًا.
verify-signatures = التوقيعات
keys-trusted = مفاتيح تثق بها، واحد في كل سطر. خذها ممن تثق به، لا من هنا.
signature-good = التوقيع صحيح
signature-bad = التوقيع غير صحيح
signature-no-key = لم يُعطَ مفتاح

claims-means = ما تقوله التقارير ينتظر هنا قرار شخص. لا يُحتسب منه شيء قبل أن يقرر فيه أحد.
claims-which = أيّ الأقوال
claims-waiting = في الانتظار
claims-decided = مُقرَّرة
claims-reports = التقارير
claims-counts = في الانتظار: { $number } · مُقرَّرة: { $done } · التقارير: { $size }
claims-many = عدد الأقوال المنتظرة أكبر من أن تُوزن كلها دفعة واحدة، فتأتي أولًا الأقوال التي تتحدث عن انتهاك. افتح قولًا لترى ما سيغيّره.
claims-none = لا قول ينتظر.
claims-none-decided = لم يُقرَّر شيء بعد.
claims-no-reports = ليس في القضية تقارير. مكانها المجلد «reports».
claims-otherwise = تُقرأ اليوم على نحو آخر؛ والقرارات قائمة
claims-set-aside = لا تُمكن قراءته
claim-not-so = ليس كذلك
claim-nobody = لم يُسمَّ أحد
claim-carries = ناقلٌ آخر لقولٍ مسجَّل سلفًا؛ يُحتسب مرة واحدة:
claim-then = ثم
claim-observations = الملاحظات: { $number } ثم { $count }
claim-changes = ما الذي سيغيّره
claim-changes-nothing = لن يتغيّر أي حكم.
claim-put-changes = ما الذي سيغيّره بعد التصحيح
claim-open = ما بقي مفتوحًا
claim-tellings = قيل أيضًا: { $count }
claim-contraries = قيل عكسه: { $count }
claim-told-as-well = قيل أيضًا
claim-contrary = قيل عكسه
claim-same-voice = قول الصوت نفسه
claim-words = النص
claim-read = ما قُرئ فيه
claim-voice = قول من هو
claim-own-voice = قول التقرير نفسه
claim-who = من
claim-meant = بأي معنى
claim-how-many = كم
claim-no-day = لم يُذكر يوم
claim-provision = الحكم المعني
claim-no-provision = لا يمسّ أي حكم من الاتفاق
claim-source = تقدير المصدر، من A إلى F
claim-credibility = المصداقية بحسب الأصول، من 1 إلى 6
claim-sureness = ثقة القراءة، من 100
claim-becomes = ما سيصير إليه
claim-became = ما صار إليه
claim-facts = الوقائع
claim-rules = القواعد التي قرأته
claim-reader = قرأه
claim-ways = التنقل بين الأقوال
claim-back = كل الأقوال
claim-previous = السابق
claim-next = التالي
claim-number-of = { $number } من { $size }
claim-decided-by-other = قرّر أحدهم في قول من النوع نفسه على معظم الكلمات نفسها:
claim-superseded = نشرت الجهة نسخة لاحقة من هذا التقرير تحلّ محله.
report-no-day = اليوم غير معروف
report-copy = له كلمات
report-nothing = لم يُقرأ فيه شيء عن الاتفاق.
list-next = الجزء التالي
list-first = من البداية
decided-by = بقرار من
decided-accepted = مقبول
decided-corrected = صُحِّح وقُبل
decided-rejected = مرفوض
modality-done = وقع
modality-ongoing = جارٍ
modality-planned = مُخطَّط
modality-promised = موعود
modality-wanted = مطلوب
modality-threatened = مُهدَّد به
modality-alleged = مُدّعى
modality-denied = منفيّ
modality-not-observed = لم يُرصد
modality-not-reported = سكوت عنه
modality-assessed = مُرجَّح
zone-headline = العنوان
zone-standfirst = المقدمة
zone-byline = اسم الكاتب
zone-dateline = المكان والتاريخ
zone-body = المتن
zone-caption = تعليق الصورة
zone-credit = نسبة الصورة
zone-cue = تقديم
zone-nav = روابط
zone-footer = التذييل

claim-decide = القرار
claim-read-only = هذه الصفحة للعرض فقط. للتقرير هنا شغّل الخادم بالخيارين ‎--review و‎--by؛ وفي الطرفية: «armistice claims CASE --review».
claim-no-token = للتقرير هنا افتح العنوان الذي طبعه الخادم عند بدء تشغيله.
claim-deciding-as = تقرّر بصفة
claim-put-right = تصحيح حقل
claim-field = الحقل
claim-value = القيمة الصحيحة
claim-add = إضافة
claim-drop = حذف
claim-reason = السبب
claim-accept = قبول كما هو
claim-accept-corrected = قبول بعد التصحيح
claim-reject = رفض
claim-reject-needs = الرفض يحتاج إلى سبب.
claim-take-back = التراجع عن القرار
claim-take-back-needs = التراجع يحتاج إلى سبب. ما نتج عن القرار لا يُحتسب منذ ذلك الحين، ويبقى مسجَّلًا.
claim-done = تقرَّر ذلك وسُجِّل.
claim-failed = تعذّر التقرير:
claim-history = كل ما تقرّر فيه
decided-taken-back = سُحب القرار
field-actor = من
field-action = ماذا
field-class = نوع الفعل
field-modality = بأي معنى
field-polarity = كذلك (+) أو ليس كذلك (-)
field-from = أول يوم
field-to = آخر يوم
field-place = أين
field-quantity = كم
field-unit = من أي شيء
field-source = قول من
field-norm = القاعدة
field-object = ما استُخدم
field-of = الواقعة المنفية
field-means = وسيلة الرصد
field-manner = طريقة القول
claim-proposed-by = يقترحه نموذج لغوي:
claim-proposed-means = لم تقرأه القواعد. كل كلمة منه واردة في التقرير؛ أما هل هذا معناه فيقرره شخص.
claim-same-words = ما قرأته القواعد من الكلمات نفسها
