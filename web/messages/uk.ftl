# Слова сторінки. Назви повідомлень ті самі, що в en.ftl.

name = Armistice
skip = Перейти до змісту
ways = Екрани
way-overview = Огляд
way-picture = Обстановка
way-agreement = Угода
way-finding = Висновок
way-duty = Перебіг обов'язку
way-claims = Твердження
way-record = Реєстр
language = Мова
theme = Світла чи темна
theme-auto = Як на пристрої
theme-light = Світла
theme-dark = Темна
waiting = Запит до сервера…
again = Запитати ще раз
trouble = Сервер не відповів на це.
trouble-unreachable = Сервер недоступний. Чи він ще працює?

changed-verdicts = { $count ->
    [one] Справа змінилася: { $count } вердикт уже не такий, як був.
    [few] Справа змінилася: { $count } вердикти вже не такі, як були.
    [many] Справа змінилася: { $count } вердиктів уже не такі, як були.
   *[other] Справа змінилася: { $count } вердикту вже не такі, як були.
 }
changed-case = Справа змінилася.
case-unreadable = Справу змінено, і в нинішньому стані її не прочитати; показано попередній стан.
changed-show = Показати, як є тепер
live-off = Не наживо: зв'язок із сервером перервано. Він відновиться сам.

clocks = Два годинники
as-of = Станом на
as-of-means = Що сталося до того часу
known-at = Відомо на
known-at-means = Про що реєстр дізнався до того часу
known-together = на той самий час
known-at-entry = до запису { $number }
known-at-root = до цього кореня
day-calendar = Вибрати день у календарі
day-form = Запишіть день у вигляді РРРР-ММ-ДД, наприклад 2018-12-01
day-before = На день раніше
day-after = На день пізніше
now = Тепер

show = Показати
show-all = усі норми
show-told = норми, про які щось повідомлено
show-violated = порушено
show-unknown = невідомо
show-pending = строк не настав
show-kept = дотримано
show-nothing = Таких немає.

norm = Норма
not-bound = не зв'язує
since = від
in-force = чинне
due-by = строк до
before = раніше
counts = { $observations ->
    [one] { $observations } спостереження
    [few] { $observations } спостереження
    [many] { $observations } спостережень
   *[other] { $observations } спостереження
 }, { $episodes ->
    [one] { $episodes } епізод
    [few] { $episodes } епізоди
    [many] { $episodes } епізодів
   *[other] { $episodes } епізоду
 }
watching-not-on-record = нагляду в реєстрі немає
observed = під наглядом { NUMBER($share, style: "percent") } ({ $hours ->
    [one] { $hours } година
    [few] { $hours } години
    [many] { $hours } годин
   *[other] { $hours } години
 })
due-next = Найближчі строки
due-nothing = Строків попереду немає.
changed-since = Змінилося від
changed-nothing = Нічого не змінилося.

happened = сталося
became-known = стало відомо
part-of = Частина
text-says = Що каже текст
paraphrase = Іншими словами: дослівного тексту немає
authentic = Дослівно
hash-check = Перевірити хеш
hash-equal = Речення має саме цей хеш.
hash-other = Речення НЕ має цього хешу.
calculation = Розрахунок
calculation-means = Повідомлене місце на справжній відстані від межі, з усіма заявленими похибками. Де смуга перетинає межу, відповідь — «не визначено».
margin-inside = { $distance } усередину від межі
margin-outside = { $distance } назовні від межі
margin-error = похибки разом ± { $distance }
as-stated = за словами джерела
more = ще { $count }
margin-picture = Положення та його похибка відносно межі, у масштабі
margin-edge = межа
margin-outside-label = ззовні
margin-inside-label = усередині
proof = Чому
would-change = Що змінило б відповідь
who-says-what = Хто що каже
voice-of = Голос
silent = у реєстрі нічого
findings = Висновки
versions = Версії, у міру того як ставало відомо більше
versions-passed-over = Моменти, коли стало відомо більше і які не розглянуто: { $count }
version = Версія { $number }
known-from = відома від
superseded = до
invokes = посилається на
read-at = джерело
on-picture = На карті

truth-violated = порушено
truth-unknown = невідомо
truth-pending = строк не настав
truth-kept = дотримано

state-dormant = ще не зв'язує
state-watching = під наглядом
state-due = має бути виконано
state-told = заявлено як виконане
state-overdue = прострочено
state-kept = дотримано
state-defaulted = не виконано
state-discharged = знято
state-reversed = скасовано після виконання
state-suspended = призупинено
state-closed = закрито
state-ended = припинено
state-lapsed = втратило чинність
state-available = можна скористатися
state-exercised = скористалися
state-expired = сплило

grade-none = без доказів
grade-claimed = заявлено
grade-reported = повідомлено
grade-corroborated = підтверджено незалежно
grade-verified = перевірено

flag-contested = спірно
flag-denied = заперечено
flag-late = із запізненням
flag-continuing = триває
flag-cured = виправлено
flag-excused = виправдано
flag-so-far = дотепер
flag-status-disputed = чинність спірна
flag-impeached = доказ підважено
flag-suspended = згодом призупинено

reason-no-coverage = без нагляду
reason-within-measurement-error = у межах похибки
reason-claim-only = лише заява
reason-exception-not-shown = виняток не доведено
reason-overdue-unproven = прострочено, не доведено
reason-class-uncertain = вид непевний
reason-place-not-told = місце не названо
reason-place-not-fixed = угода не визначила місця
reason-time-uncertain = час непевний
reason-purpose-not-told = мету не названо
reason-unattributed = невідомо, хто діяв
reason-evenly-contested = докази рівної ваги
reason-impeached = доказ підважено
reason-private-person = приватна особа
reason-not-in-force = тоді не було чинним для зобов'язаного
reason-ruled-compliant = орган не знайшов порушення
reason-ruling-open = орган не зміг визначити
reason-notice-not-shown = сповіщення не доведено
reason-event-not-told = подію, що зумовлює обов'язок, не названо
reason-step-not-told = попередній крок не названо
reason-limit-unknown = межі немає в реєстрі
reason-condition-not-met = умови не доведено
reason-floor-not-shown = ніхто не називає достатньо й не каже, що більше не було
reason-part-counted = можливо, пораховано лише частину

outcome-breach = порушення
outcome-alleged = заявлене порушення
outcome-undetermined = не визначено
outcome-cured = виправлено
outcome-excused = виправдано
outcome-dismissed = відхилено
outcome-fulfilled = виконано
outcome-pending = строк не настав
outcome-exercised = скористалися
outcome-ineffective = без наслідку

answer-inside = усередині
answer-outside = ззовні
answer-undetermined = не визначено

manner-claims = заявляє
manner-reports = повідомляє
manner-attests = засвідчує

rule-article = стаття
rule-reading = тлумачення
rule-force = чинність
rule-deadline = строк
rule-evidence = доказ
rule-grade = вага
rule-attestation = засвідчення
rule-checklist = огляд
rule-impeachment = підважування доказу
rule-denial = заперечення
rule-place = місце
rule-class = вид
rule-time = час
rule-attribution = хто діяв
rule-exception = виняток
rule-ruling = рішення
rule-coverage = нагляд
rule-count = підрахунок
rule-verdict = вердикт
rule-would-change = що змінило б

view = Карта чи список
view-map = Карта
view-list = Список
map-title = Карта місць і подій. Список показує те саме.
map-in = Ближче
map-out = Далі
map-grid = MGRS
map-pointer = Положення вказівника
map-middle = Середина карти
map-note-toggle = Показати або сховати примітку про лінії
map-note = Лінії та зони накреслено, щоб судити лише про умови цієї угоди; вони не займають позиції щодо жодного кордону.
map-failed = Тут карту накреслити не можна. Список показує те саме:
places = Місця
place = Місце
all-places = Усі місця
place-disputed = Її пролягання спірне.
place-accuracy = накреслено з точністю { $distance }
place-not-bound = зараз там ніщо не зв'язує
norm-map = Місця на карті
place-editions = Накреслено за ({ $count })
height-above-ground = вище { $distance } над землею
height-below-ground = нижче { $distance } над землею
height-above-sea = вище { $distance } над морем
height-below-sea = нижче { $distance } над морем
place-no-norm = Жодна норма про нього не каже.
place-not-told = місце не названо
not-drawn = не накреслено
reading-of-text = Одне з тлумачень тексту
events = Події
events-none = За цей час у реєстрі немає подій.
list-shorter = оберіть на карті коротший час, щоб їх побачити
when = Коли
what = Що
where = Де
answer = Відповідь
bar = Смуга часу
bar-earlier = Раніше
bar-later = Пізніше
bar-nearer = Коротший час
bar-farther = Довший час
bar-whole = Увесь час
bar-every-lane = усі норми
lanes = Доріжки: по одній на норму та зобов'язаного
lanes-none = За цей час про жодну норму нічого не повідомлено.
facts-told = Повідомлені факти
not-observed = без нагляду
observed-lane = під наглядом

tracks = Шляхи
tracks-means = Що об'єкти повідомили про себе або хтось про них. Шлях накреслено там, де були повідомлення; крапки з'єднують два повідомлення, між якими про них десять хвилин ніхто не чув.
tracks-crowds = Затінені квадрати: шляхів більше, ніж можна розрізнити. Зблизька їх накреслено окремо.
object = Об'єкт
objects-count = { $count ->
    [one] { $count } об'єкт
    [few] { $count } об'єкти
    [many] { $count } об'єктів
   *[other] { $count } об'єкта
 }
reports = Повідомлення
reports-count = { $count ->
    [one] { $count } повідомлення
    [few] { $count } повідомлення
    [many] { $count } повідомлень
   *[other] { $count } повідомлення
 }
silences-count = { $count ->
    [one] { $count } мовчання від десяти хвилин
    [few] { $count } мовчання від десяти хвилин
    [many] { $count } мовчань від десяти хвилин
   *[other] { $count } мовчання від десяти хвилин
 }
heard-last = востаннє чути з
file-refused = Файл, який не прочитати:
passages = Проходження
passages-none = За цей час жодного проходження не повідомлено.
passage-enter = входить до
passage-leave = виходить із
passage-cross = перетинає
passage-stay = перебував у
passage-gap = не було чути
passage-jump = рухався швидше, ніж здатен
worked-out = обчислено між двома повідомленнями
withdrawn = відкликано: цього не було

agreement-means = З одного боку текст, з другого — до чого зобов'язують його умови та кого вони зв'язують на обраний час.
contents = Зміст
readback = Простими словами
terms = Формальні умови
left-out = Не взято до умов ({ $count })
no-terms = Жодна умова не стосується цієї частини.

duty-means = Угорі: відповідь на кожен день за тим, що було відомо того дня. Унизу: відповідь на той самий день за всім, що відомо тепер.
then-known = Як було відомо тоді
now-known = Як відомо тепер
duty-picture = Обов'язок у часі, як було відомо тоді і як відомо тепер; таблиці нижче кажуть те саме
duty-events-key = коли факт став відомий
deadline = останній день
turned = Де дві відповіді різняться
turned-nothing = Вони не різняться.

record-means = Усе повідомлене стоїть в одному переліку, який лише зростає. Кожен може мати копію та перевірити її; кожен свідок підписує, доки він її бачив.
record-no-log = Ця справа — таблиця фактів, а не підписаний реєстр. Проте її корінь показує, чи двоє дивляться на ті самі факти.
record-origin = Реєстр
record-size = Розмір
record-root = Корінь
entries = { $count ->
    [one] { $count } запис
    [few] { $count } записи
    [many] { $count } записів
   *[other] { $count } запису
 }
facts-count = { $count ->
    [one] { $count } факт
    [few] { $count } факти
    [many] { $count } фактів
   *[other] { $count } факту
 }
rows-count = { $count ->
    [one] { $count } рядок
    [few] { $count } рядки
    [many] { $count } рядків
   *[other] { $count } рядка
 }
set-aside = Відкладено як нечитабельне
cosigned = Хто його бачив
cosigned-none = Жоден свідок не підписав.
witness = Свідок
behind = (відстає на { $count })
checkpoint = Підписана заява
record-facts = Факти та їхні хеші
fact = Факт
hash = Хеш

verify = Перевірте самі
verify-means = Тут усе обчислює ваш браузер. Сервер дає файли, а не відповіді. Чого він сам показати не може: що вам та іншим показують той самий реєстр. Для цього порівняйте корінь з іншими або дайте ключі свідків, яким довіряєте.
verify-malformed = Підписану заяву не вдалося прочитати:
verify-failed = Перевірити не вдалося:
verify-do = Перевірити
verify-entry = Один запис
entry-number = Номер запису
entry-stands = Запис стоїть у реєстрі, який було підписано.
entry-does-not-stand = Запис НЕ стоїть у реєстрі, який було підписано.
entry-text = Запис
known-here = Справа, якою її містив реєстр на цьому записі
leaf-hash = Хеш запису
path-of = { $count ->
    [one] Його шлях: { $count } хеш
    [few] Його шлях: { $count } хеші
    [many] Його шлях: { $count } хешів
   *[other] Його шлях: { $count } хешу
 }
root-computed = Корінь, обчислений тут
root-signed = Корінь у підписаній заяві
verify-whole = Увесь реєстр
verify-whole-means = Читає кожен запис і порівнює з тим, що цей браузер бачив минулого разу.
entries-done = { $done } з { $size }
whole-stands = { $size ->
    [one] { $size } запис дає корінь, який було підписано.
    [few] Усі { $size } записи дають корінь, який було підписано.
    [many] Усі { $size } записів дають корінь, який було підписано.
   *[other] Усі { $size } запису дають корінь, який було підписано.
 }
whole-does-not-stand = Записи НЕ дають кореня, який було підписано.
before-first = Цей браузер іще не бачив цього реєстру; тепер він запам'ятав цей стан.
before-grew = Він продовжує реєстр, який цей браузер бачив минулого разу.
before-other = Він НЕ продовжує реєстру, який цей браузер бачив минулого разу. Збережіть обидві підписані заяви.
verify-signatures = Підписи
keys-trusted = Ключі, яким ви довіряєте, по одному в рядку. Візьміть їх у того, кому довіряєте, а не звідси.
signature-good = підпис правильний
signature-bad = підпис НЕправильний
signature-no-key = ключа не дано

claims-means = Те, що кажуть звіти, чекає тут на людину. Ніщо з цього не зважується, доки хтось не вирішив.
claims-which = Які твердження
claims-waiting = Чекають
claims-decided = Вирішені
claims-reports = Звіти
claims-counts = Чекають: { $number } · вирішено: { $done } · звітів: { $size }
claims-many = Чекає забагато тверджень, щоб зважити всі одразу: першими стоять ті, що говорять про порушення. Відкрийте твердження, щоб побачити, що воно змінило б.
claims-none = Жодне твердження не чекає.
claims-none-decided = Ще нічого не вирішено.
claims-no-reports = Справа не має звітів. Вони лежать у її теці «reports».
claims-otherwise = Сьогодні читається інакше; рішення лишаються
claims-set-aside = Не читається
claim-not-so = не так
claim-nobody = нікого не названо
claim-carries = Ще один переказ уже записаного слова; рахується раз:
claim-then = потім
claim-observations = Спостережень: { $number }, потім { $count }
claim-changes = Що це змінило б
claim-changes-nothing = Жоден висновок не змінився б.
claim-put-changes = Що це змінило б після виправлення
claim-open = Лишається відкритим
claim-tellings = також сказано: { $count }
claim-contraries = сказано протилежне: { $count }
claim-told-as-well = Також сказано
claim-contrary = Сказано протилежне
claim-same-voice = слово того самого голосу
claim-words = Слова
claim-read = Що в них прочитано
claim-voice = Чиє це слово
claim-own-voice = самого звіту
claim-who = Хто
claim-meant = У якому сенсі
claim-how-many = Скільки
claim-no-day = день не названо
claim-provision = Положення
claim-no-provision = не стосується жодного положення
claim-source = Оцінка джерела, A–F
claim-credibility = Вірогідність за походженням, 1–6
claim-sureness = Певність прочитання, зі 100
claim-becomes = Чим це стало б
claim-became = Чим це стало
claim-facts = Факти
claim-rules = Правила, що це прочитали
claim-reader = прочитано
claim-ways = Шляхи між твердженнями
claim-back = Усі твердження
claim-previous = Попереднє
claim-next = Наступне
claim-number-of = { $number } з { $size }
claim-decided-by-other = Хтось вирішив про твердження того самого роду на майже тих самих словах:
claim-superseded = Видання випустило пізнішу версію цього звіту, яка стоїть на його місці.
report-no-day = день невідомий
report-copy = Має слова
report-nothing = Про угоду в ньому нічого не прочитано.
list-next = Наступна частина
list-first = Від початку
decided-by = вирішує
decided-accepted = прийнято
decided-corrected = виправлено і прийнято
decided-rejected = відхилено
modality-done = зроблено
modality-ongoing = триває
modality-planned = заплановано
modality-promised = обіцяно
modality-wanted = бажано
modality-threatened = погроза
modality-alleged = звинувачення
modality-denied = заперечено
modality-not-observed = не спостережено
modality-not-reported = мовчання про це
modality-assessed = вважають імовірним
zone-headline = заголовок
zone-standfirst = вступ
zone-byline = підпис
zone-dateline = місце й дата
zone-body = текст
zone-caption = підпис до знімка
zone-credit = авторство
zone-cue = анонс
zone-nav = посилання
zone-footer = нижній рядок

claim-decide = Вирішити
claim-read-only = Ця сторінка лише показує. Щоб вирішувати тут, запустіть сервер із --review та --by; у терміналі — «armistice claims CASE --review».
claim-no-token = Щоб вирішувати тут, відкрийте адресу, яку сервер надрукував під час запуску.
claim-deciding-as = Ви вирішуєте як
claim-put-right = Виправити поле
claim-field = Поле
claim-value = Як є насправді
claim-add = Додати
claim-drop = Прибрати
claim-reason = Чому
claim-accept = Прийняти як є
claim-accept-corrected = Прийняти виправленим
claim-reject = Відхилити
claim-reject-needs = Відхилення потребує причини.
claim-take-back = Відкликати рішення
claim-take-back-needs = Відкликання потребує причини. Що з нього вийшло, відтоді не зважується, але лишається в записі.
claim-done = Вирішено і записано.
claim-failed = Не вдалося вирішити:
claim-history = Усе, що про це вирішено
decided-taken-back = відкликано
field-actor = Хто
field-action = Що
field-class = Рід дії
field-modality = У якому сенсі
field-polarity = Так (+) чи ні (-)
field-from = Перший день
field-to = Останній день
field-place = Де
field-quantity = Скільки
field-unit = Чого
field-source = Чиє слово
field-norm = Норма
field-object = Що застосовано
field-of = Заперечений факт
field-means = Як спостережено
field-manner = У який спосіб сказано
claim-proposed-by = Пропонує мовна модель:
claim-proposed-means = Правила цього не прочитали. Кожне слово стоїть у звіті; чи це він і означає, вирішує людина.
claim-same-words = Що правила прочитали з тих самих слів
