# 화면의 말. 메시지 이름은 en.ftl과 같다.

name = Armistice
skip = 본문으로 건너뛰기
ways = 화면
way-overview = 개요
way-picture = 상황도
way-agreement = 합의서
way-finding = 판정
way-duty = 의무의 경과
way-claims = 주장
way-record = 기록
language = 언어
theme = 밝게 또는 어둡게
theme-auto = 기기 설정대로
theme-light = 밝게
theme-dark = 어둡게
waiting = 서버에 묻는 중…
again = 다시 묻기
trouble = 서버가 이 물음에 답하지 못했습니다.
trouble-unreachable = 서버에 연결할 수 없습니다. 아직 실행 중입니까?

changed-verdicts = { $count ->
   *[other] 사안이 바뀌었습니다: 판단 { $count }건이 전과 다릅니다.
 }
changed-case = 사안이 바뀌었습니다.
case-unreadable = 사안이 바뀌었으나 지금 상태로는 읽을 수 없어 이전 상태를 보입니다.
changed-show = 지금 상태 보기
live-off = 실시간이 아닙니다: 서버와의 연결이 끊겼습니다. 저절로 따라잡습니다.

clocks = 두 시계
as-of = 기준 시점
as-of-means = 그때까지 일어난 일
known-at = 인지 시점
known-at-means = 그때까지 기록이 알게 된 것
known-together = 같은 시점
known-at-entry = 항목 { $number }까지
known-at-root = 이 뿌리 해시까지
day-calendar = 달력에서 날짜 선택
day-form = 날짜를 YYYY-MM-DD 형식으로 쓰십시오. 예: 2018-12-01
day-before = 하루 전으로
day-after = 하루 뒤로
now = 지금

show = 보기
show-all = 모든 규범
show-told = 알려진 것이 있는 규범
show-violated = 위반
show-unknown = 불명
show-pending = 기한 전
show-kept = 준수
show-nothing = 해당 없음.

norm = 규범
not-bound = 구속되지 않음
since = 시작일:
in-force = 효력 있음
due-by = 기한
before = 이전
counts = { $observations ->
   *[other] 관찰 { $observations }건
 }, { $episodes ->
   *[other] 사건 { $episodes }건
 }
watching-not-on-record = 감시 기록 없음
observed = { NUMBER($share, style: "percent") } 관찰됨 ({ $hours ->
   *[other] { $hours }시간
 })
due-next = 다가오는 기한
due-nothing = 다가오는 기한이 없습니다.
changed-since = 이후 바뀐 것:
changed-nothing = 바뀐 것이 없습니다.

happened = 발생
became-known = 알려짐
part-of = 소속
text-says = 본문의 내용
paraphrase = 풀어 쓴 말: 원문이 확보되지 않음
authentic = 원문
hash-check = 해시 확인
hash-equal = 문장의 해시가 일치합니다.
hash-other = 문장의 해시가 일치하지 않습니다.
calculation = 계산
calculation-means = 알려진 위치를 경계로부터의 실제 거리에, 밝혀진 모든 오차와 함께 나타냅니다. 막대가 경계를 넘으면 답은 “판정 불가”입니다.
margin-inside = 경계 안쪽 { $distance }
margin-outside = 경계 바깥쪽 { $distance }
margin-error = 오차 합계 ± { $distance }
as-stated = (출처의 진술대로)
more = { $count }건 더
margin-picture = 경계에 대한 위치와 오차, 축척대로
margin-edge = 경계
margin-outside-label = 바깥
margin-inside-label = 안
proof = 이유
would-change = 무엇이 답을 바꾸는가
who-says-what = 누가 무엇을 말하는가
voice-of = 말하는 쪽
silent = 기록 없음
findings = 판정
versions = 더 알려지면서 생긴 판
versions-passed-over = 더 알려졌으나 살펴보지 않은 시점: { $count }
version = 제{ $number }판
known-from = 알려진 때
superseded = 종료:
invokes = 원용
read-at = 출처
on-picture = 상황도에서 보기

truth-violated = 위반
truth-unknown = 불명
truth-pending = 기한 전
truth-kept = 준수

state-dormant = 아직 구속하지 않음
state-watching = 감시 중
state-due = 이행 기한 전
state-told = 이행했다고 함
state-overdue = 기한 지남
state-kept = 준수
state-defaulted = 불이행
state-discharged = 의무 면제
state-reversed = 되돌려짐
state-suspended = 효력 정지
state-closed = 기간 종료
state-ended = 종료
state-lapsed = 실효
state-available = 사용 가능
state-exercised = 행사됨
state-expired = 만료

grade-none = 증거 없음
grade-claimed = 주장
grade-reported = 보고
grade-corroborated = 교차 확인
grade-verified = 검증

flag-contested = 다툼 있음
flag-denied = 부인
flag-late = 지연
flag-continuing = 계속 중
flag-cured = 시정
flag-excused = 예외 인정
flag-so-far = 현재까지
flag-status-disputed = 효력에 다툼
flag-impeached = 증거 탄핵
flag-suspended = 이후 효력 정지

reason-no-coverage = 관찰 없음
reason-within-measurement-error = 측정 오차 이내
reason-claim-only = 주장뿐
reason-exception-not-shown = 예외가 입증되지 않음
reason-overdue-unproven = 기한 지남, 입증 없음
reason-class-uncertain = 종류 불확실
reason-place-not-told = 장소가 알려지지 않음
reason-place-not-fixed = 합의서가 장소를 정하지 않음
reason-time-uncertain = 시각 불확실
reason-purpose-not-told = 목적이 알려지지 않음
reason-unattributed = 행위자가 알려지지 않음
reason-evenly-contested = 증거가 팽팽함
reason-impeached = 증거 탄핵
reason-private-person = 사인의 행위
reason-not-in-force = 당시 해당 측에 효력 없음
reason-ruled-compliant = 기구가 위반 없음으로 판단
reason-ruling-open = 기구가 판단하지 못함
reason-notice-not-shown = 통보가 입증되지 않음
reason-event-not-told = 의무를 낳는 사건이 알려지지 않음
reason-step-not-told = 앞 단계가 알려지지 않음
reason-limit-unknown = 한도가 기록에 없음
reason-condition-not-met = 조건이 입증되지 않음
reason-floor-not-shown = 충분하다고도, 더 없었다고도 알려지지 않음
reason-part-counted = 일부만 세었을 수 있음

outcome-breach = 위반
outcome-alleged = 위반 주장
outcome-undetermined = 판정 불가
outcome-cured = 시정
outcome-excused = 예외 인정
outcome-dismissed = 기각
outcome-fulfilled = 이행
outcome-pending = 기한 전
outcome-exercised = 행사됨
outcome-ineffective = 효과 없음

answer-inside = 안
answer-outside = 바깥
answer-undetermined = 판정 불가

manner-claims = 주장
manner-reports = 보고
manner-attests = 공식 확인

rule-article = 조항
rule-reading = 해석
rule-force = 효력
rule-deadline = 기한
rule-evidence = 증거
rule-grade = 증거 등급
rule-attestation = 공식 확인
rule-checklist = 검사
rule-impeachment = 탄핵
rule-denial = 부인
rule-place = 장소
rule-class = 종류
rule-time = 시각
rule-attribution = 행위자
rule-exception = 예외
rule-ruling = 결정
rule-coverage = 감시
rule-count = 집계
rule-verdict = 판단
rule-would-change = 답을 바꿀 것

view = 지도 또는 목록
view-map = 지도
view-list = 목록
map-title = 장소와 사건의 지도. 목록에도 같은 내용이 있습니다.
map-in = 확대
map-out = 축소
map-grid = MGRS
map-pointer = 포인터의 위치
map-middle = 지도의 중심
map-note-toggle = 선에 관한 안내 보이기 또는 숨기기
map-note = 선과 구역은 이 합의의 조항을 판단하기 위해 그린 것이며 어떤 경계에 대해서도 입장을 취하지 않습니다.
map-failed = 여기서는 지도를 그릴 수 없습니다. 목록에 같은 내용이 있습니다:
places = 장소
place = 장소
all-places = 모든 장소
place-disputed = 그 위치에 다툼이 있습니다.
place-accuracy = 정확도 { $distance }
place-not-bound = 지금은 구속하는 것이 없음
norm-map = 지도에서 보는 장소
place-editions = 그린 근거 ({ $count })
height-above-ground = 지면 위 { $distance } 이상
height-below-ground = 지면 위 { $distance } 이하
height-above-sea = 해발 { $distance } 이상
height-below-sea = 해발 { $distance } 이하
place-no-norm = 이곳을 말하는 규범이 없습니다.
place-not-told = 장소가 알려지지 않음
not-drawn = 그리지 않음
reading-of-text = 본문의 한 해석
events = 사건
events-none = 이 기간에 기록된 사건이 없습니다.
list-shorter = 지도에서 더 짧은 기간을 고르면 볼 수 있습니다
when = 언제
what = 무엇
where = 어디
answer = 답
bar = 시간 막대
bar-earlier = 더 이르게
bar-later = 더 늦게
bar-nearer = 기간 좁히기
bar-farther = 기간 넓히기
bar-whole = 전체 기간
bar-every-lane = 모든 규범
lanes = 규범과 의무자마다 한 줄
lanes-none = 이 기간에 알려진 것이 없습니다.
facts-told = 알려진 사실
not-observed = 관찰되지 않음
observed-lane = 관찰됨

tracks = 항적
tracks-means = 물체가 스스로 알렸거나 다른 이가 알린 위치입니다. 알린 곳은 선으로 잇고, 10분 넘게 아무 소식이 없던 두 보고 사이는 점으로 잇습니다.
tracks-crowds = 음영 칸: 구별할 수 없을 만큼 많은 항적이 지나갑니다. 확대하면 하나씩 그려집니다.
object = 물체
objects-count = { $count ->
   *[other] 물체 { $count }개
 }
reports = 위치 보고
reports-count = { $count ->
   *[other] 위치 보고 { $count }건
 }
silences-count = { $count ->
   *[other] 10분 이상 소식 없음 { $count }회
 }
heard-last = 마지막 위치
file-refused = 읽을 수 없는 파일:
passages = 통과
passages-none = 이 기간에 알려진 통과가 없습니다.
passage-enter = 진입:
passage-leave = 이탈:
passage-cross = 횡단:
passage-stay = 체류:
passage-gap = 소식 끊김
passage-jump = 가능한 속도보다 빠른 이동
worked-out = 두 보고 사이에서 계산한 값
withdrawn = 철회: 사실이 아니었음

agreement-means = 한쪽에는 본문, 다른 쪽에는 조항이 구속하는 내용과 선택한 시점에 누가 구속되는지를 보입니다.
contents = 차례
readback = 쉬운 말로
terms = 형식 조항
left-out = 조항에서 뺀 것 ({ $count })
no-terms = 이 부분을 말하는 조항이 없습니다.

duty-means = 위: 그날 알려진 것으로 본 그날의 답. 아래: 지금 알려진 모든 것으로 본 같은 날의 답.
then-known = 당시 알려진 대로
now-known = 지금 알려진 대로
duty-picture = 시간에 따른 의무, 당시 알려진 대로와 지금 알려진 대로. 아래 표에 같은 내용이 있습니다
duty-events-key = 사실이 알려진 때
deadline = 마지막 날
turned = 두 답이 다른 기간
turned-nothing = 다르지 않습니다.

record-means = 알려진 모든 것은 늘어나기만 하는 하나의 목록에 있습니다. 누구나 사본을 두고 확인할 수 있으며, 증인마다 어디까지 보았는지 서명합니다.
record-no-log = 이 사안은 서명된 기록이 아니라 사실의 표입니다. 그래도 뿌리 해시는 두 사람이 같은 사실을 보는지 알려 줍니다.
record-origin = 기록
record-size = 크기
record-root = 뿌리 해시
entries = { $count ->
   *[other] 항목 { $count }개
 }
facts-count = { $count ->
   *[other] 사실 { $count }건
 }
rows-count = { $count ->
   *[other] { $count }행
 }
set-aside = 읽을 수 없어 따로 둔 것
cosigned = 누가 보았는가
cosigned-none = 서명한 증인이 없습니다.
witness = 증인
behind = ({ $count }개 뒤처짐)
checkpoint = 서명된 진술
record-facts = 사실과 그 해시
fact = 사실
hash = 해시

verify = 직접 확인하기
verify-means = 여기서는 브라우저가 모두 계산합니다. 서버는 파일만 주고 답은 주지 않습니다. 혼자서는 보일 수 없는 것: 다른 사람도 같은 기록을 보고 있다는 것. 그러려면 뿌리 해시를 서로 견주거나, 믿는 증인의 열쇠를 넣으십시오.
verify-malformed = 서명된 진술을 읽을 수 없습니다:
verify-failed = 확인할 수 없었습니다:
verify-do = 확인
verify-entry = 항목 하나
entry-number = 항목 번호
entry-stands = 이 항목은 서명된 기록에 있습니다.
entry-does-not-stand = 이 항목은 서명된 기록에 없습니다.
entry-text = 항목
known-here = 이 항목까지 기록된 대로 본 사안
leaf-hash = 항목의 해시
path-of = { $count ->
   *[other] 경로: 해시 { $count }개
 }
root-computed = 여기서 계산한 뿌리 해시
root-signed = 서명된 진술의 뿌리 해시
verify-whole = 기록 전체
verify-whole-means = 모든 항목을 읽고, 이 브라우저가 지난번에 본 것과 견줍니다.
entries-done = { $size } 가운데 { $done }
whole-stands = { $size ->
   *[other] 항목 { $size }개 모두에서 서명된 뿌리 해시가 나옵니다.
 }
whole-does-not-stand = 항목들에서 서명된 뿌리 해시가 나오지 않습니다.
before-first = 이 브라우저는 이 기록을 처음 봅니다. 이제 이 상태를 기억합니다.
before-grew = 이 브라우저가 지난번에 본 기록을 잇습니다.
before-other = 이 브라우저가 지난번에 본 기록을 잇지 않습니다. 서명된 진술 둘 다 보관하십시오.
verify-signatures = 서명
keys-trusted = 믿는 열쇠, 한 줄에 하나. 여기서가 아니라 믿는 사람에게서 받으십시오.
signature-good = 올바른 서명
signature-bad = 올바르지 않은 서명
signature-no-key = 열쇠를 주지 않음

claims-means = 보고에 적힌 말은 여기서 사람의 결정을 기다립니다. 누군가 결정하기 전에는 아무것도 판정에 쓰이지 않습니다.
claims-which = 볼 주장
claims-waiting = 대기 중
claims-decided = 결정됨
claims-reports = 보고
claims-counts = 대기 { $number } · 결정 { $done } · 보고 { $size }
claims-many = 대기 중인 주장이 너무 많아 한꺼번에 따져 보지 않습니다. 위반을 말하는 주장이 먼저 나옵니다. 주장을 열면 무엇이 달라지는지 보입니다.
claims-none = 기다리는 주장이 없습니다.
claims-none-decided = 아직 결정된 것이 없습니다.
claims-no-reports = 이 사안에는 보고가 없습니다. 보고는 “reports” 폴더에 둡니다.
claims-otherwise = 지금은 다르게 읽힘. 결정은 그대로입니다
claims-set-aside = 읽을 수 없음
claim-not-so = 그렇지 않음
claim-nobody = 지목된 사람 없음
claim-carries = 이미 기록된 말을 또 전한 것으로, 한 번만 셉니다:
claim-then = 그 뒤
claim-observations = 관측 { $number }, 그 뒤 { $count }
claim-changes = 바뀔 판정
claim-changes-nothing = 바뀔 판정이 없습니다.
claim-put-changes = 고친 대로라면 바뀔 판정
claim-open = 남은 물음
claim-tellings = 같은 말을 한 주장 { $count }
claim-contraries = 반대되는 주장 { $count }
claim-told-as-well = 같은 일을 말한 다른 주장
claim-contrary = 반대되는 주장
claim-same-voice = 같은 화자의 말
claim-words = 원문
claim-read = 읽어 낸 것
claim-voice = 누구의 말인가
claim-own-voice = 보고 자체의 말
claim-who = 누가
claim-meant = 어떤 뜻으로
claim-how-many = 얼마나
claim-no-day = 날짜 없음
claim-provision = 조항
claim-no-provision = 관련 조항 없음
claim-source = 출처 신뢰도(A–F)
claim-credibility = 출처 수에 따른 신빙성(1–6)
claim-sureness = 읽기의 확실성(100점 중)
claim-becomes = 무엇이 되는가
claim-became = 무엇이 되었나
claim-facts = 사실
claim-rules = 읽은 규칙
claim-reader = 읽은 이
claim-ways = 주장 사이 이동
claim-back = 모든 주장
claim-previous = 이전
claim-next = 다음
claim-number-of = { $size }건 중 { $number }
claim-decided-by-other = 거의 같은 말에 대한 같은 종류의 주장이 이미 결정되었습니다:
claim-superseded = 같은 매체의 나중 판이 이 보고를 대신합니다.
report-no-day = 날짜 모름
report-copy = 같은 글:
report-nothing = 합의에 관한 말을 읽지 못했습니다.
list-next = 다음 부분
list-first = 처음부터
decided-by = 결정:
decided-accepted = 받아들임
decided-corrected = 고쳐서 받아들임
decided-rejected = 물리침
modality-done = 한 일
modality-ongoing = 진행 중
modality-planned = 예정
modality-promised = 약속
modality-wanted = 바람
modality-threatened = 위협
modality-alleged = 상대의 주장
modality-denied = 부인
modality-not-observed = 관측되지 않음
modality-not-reported = 침묵
modality-assessed = 그럴듯하다고 봄
zone-headline = 제목
zone-standfirst = 머리글
zone-byline = 기자명
zone-dateline = 발신지와 날짜
zone-body = 본문
zone-caption = 사진 설명
zone-credit = 제공
zone-cue = 예고
zone-nav = 링크
zone-footer = 꼬리말

claim-decide = 결정
claim-read-only = 이 화면은 보기 전용입니다. 여기서 결정하려면 서버를 --review 와 --by 로 시작하십시오. 터미널에서는 “armistice claims CASE --review”.
claim-no-token = 여기서 결정하려면 서버가 시작할 때 알려 준 주소로 여십시오.
claim-deciding-as = 결정하는 이:
claim-put-right = 항목 고치기
claim-field = 항목
claim-value = 바른 값
claim-add = 더하기
claim-drop = 빼기
claim-reason = 이유
claim-accept = 그대로 받아들이기
claim-accept-corrected = 고친 대로 받아들이기
claim-reject = 물리치기
claim-reject-needs = 물리치려면 이유가 필요합니다.
claim-take-back = 결정 거두기
claim-take-back-needs = 거두려면 이유가 필요합니다. 거기서 나온 사실은 그때부터 셈하지 않으며 기록에는 남습니다.
claim-done = 결정되어 기록되었습니다.
claim-failed = 결정하지 못했습니다:
claim-history = 이 주장에 대한 모든 결정
decided-taken-back = 거둠
field-actor = 누가
field-action = 무엇을
field-class = 행위의 종류
field-modality = 어떤 뜻으로
field-polarity = 그렇다(+) 아니다(-)
field-from = 첫날
field-to = 마지막 날
field-place = 어디서
field-quantity = 얼마나
field-unit = 무엇의 수
field-source = 누구의 말
field-norm = 규범
field-object = 쓰인 것
field-of = 부인된 사실
field-means = 관측 방법
field-manner = 말한 방식
claim-proposed-by = 언어 모델의 제안:
claim-proposed-means = 규칙이 읽은 것이 아닙니다. 모든 말은 보고에 있으며, 그 뜻인지는 사람이 결정합니다.
claim-same-words = 같은 말을 규칙이 읽은 것
