# Les mots de la page. Les noms de messages sont ceux de en.ftl.

name = Armistice
skip = Aller au contenu
ways = Écrans
way-overview = Vue d'ensemble
way-picture = Situation
way-agreement = Accord
way-finding = Constat
way-duty = Chronologie de l'obligation
way-claims = Affirmations
way-record = Registre
language = Langue
theme = Clair ou sombre
theme-auto = Comme l'appareil
theme-light = Clair
theme-dark = Sombre
waiting = Le serveur est interrogé…
again = Redemander
trouble = Le serveur n'a pas répondu à cette demande.
trouble-unreachable = Le serveur est injoignable. Est-il encore en marche ?

changed-verdicts = { $count ->
    [one] Le dossier a changé : { $count } verdict n'est plus le même.
   *[other] Le dossier a changé : { $count } verdicts ne sont plus les mêmes.
 }
changed-case = Le dossier a changé.
case-unreadable = Le dossier a été modifié et n'est pas lisible en l'état ; l'état précédent reste affiché.
changed-show = Montrer l'état actuel
live-off = Pas en direct : la liaison avec le serveur est coupée. Elle se rétablira d'elle-même.

clocks = Les deux horloges
as-of = À la date du
as-of-means = Ce qui s'était passé jusque-là
known-at = Connu au
known-at-means = Ce que le registre avait appris jusque-là
known-together = au même moment
known-at-entry = jusqu'à l'entrée { $number }
known-at-root = jusqu'à cette racine
day-calendar = Choisir un jour dans un calendrier
day-form = Écrivez le jour sous la forme AAAA-MM-JJ, par exemple 2018-12-01
day-before = Un jour plus tôt
day-after = Un jour plus tard
now = Maintenant

show = Afficher
show-all = toutes les normes
show-told = les normes dont il est fait état
show-violated = violées
show-unknown = inconnues
show-pending = en attente
show-kept = respectées
show-nothing = Il n'y en a aucune.

norm = Norme
not-bound = non liée
since = depuis le
in-force = en vigueur
due-by = échéance le
before = avant
counts = { $observations ->
    [one] { $observations } observation
   *[other] { $observations } observations
 }, { $episodes ->
    [one] { $episodes } épisode
   *[other] { $episodes } épisodes
 }
watching-not-on-record = aucune surveillance au registre
observed = observé à { NUMBER($share, style: "percent") } ({ $hours ->
    [one] { $hours } heure
   *[other] { $hours } heures
 })
due-next = Prochaines échéances
due-nothing = Aucune échéance.
changed-since = Changements depuis le
changed-nothing = Rien n'a changé.

happened = survenu le
became-known = connu le
part-of = Partie de
text-says = Ce que dit le texte
paraphrase = En d'autres termes : le texte exact n'est pas disponible
authentic = Texte exact
hash-check = Vérifier l'empreinte
hash-equal = La phrase a bien cette empreinte.
hash-other = La phrase n'a PAS cette empreinte.
calculation = Le calcul
calculation-means = Le lieu rapporté, à sa vraie distance de la limite, avec toutes les erreurs déclarées. Là où la barre franchit la limite, la réponse est « indéterminé ».
margin-inside = { $distance } à l'intérieur de la limite
margin-outside = { $distance } à l'extérieur de la limite
margin-error = erreurs cumulées ± { $distance }
as-stated = comme la source l'indique
more = { $count } de plus
margin-picture = La position et son erreur par rapport à la limite, à l'échelle
margin-edge = limite
margin-outside-label = extérieur
margin-inside-label = intérieur
proof = Pourquoi
would-change = Ce qui changerait la réponse
who-says-what = Qui dit quoi
voice-of = Voix de
silent = rien au registre
findings = Constats
versions = Versions, au fil des connaissances
versions-passed-over = Moments où l'on a su davantage et qui n'ont pas été examinés : { $count }
version = Version { $number }
known-from = connue depuis le
superseded = jusqu'au
invokes = invoque
read-at = source
on-picture = Sur la carte

truth-violated = violé
truth-unknown = inconnu
truth-pending = en attente
truth-kept = respecté

state-dormant = pas encore contraignant
state-watching = surveillé
state-due = dû
state-told = déclaré accompli
state-overdue = échu
state-kept = respecté
state-defaulted = non accompli
state-discharged = levé
state-reversed = défait
state-suspended = suspendu
state-closed = clos
state-ended = terminé
state-lapsed = caduc
state-available = disponible
state-exercised = exercé
state-expired = expiré

grade-none = sans preuve
grade-claimed = affirmé
grade-reported = rapporté
grade-corroborated = corroboré
grade-verified = vérifié

flag-contested = contesté
flag-denied = démenti
flag-late = en retard
flag-continuing = en cours
flag-cured = réparé
flag-excused = excusé
flag-so-far = jusqu'ici
flag-status-disputed = statut disputé
flag-impeached = preuve mise en cause
flag-suspended = suspendu ensuite

reason-no-coverage = sans couverture
reason-within-measurement-error = dans la marge d'erreur
reason-claim-only = simple affirmation
reason-exception-not-shown = exception non établie
reason-overdue-unproven = échu, non prouvé
reason-class-uncertain = catégorie incertaine
reason-place-not-told = lieu non indiqué
reason-place-not-fixed = lieu non fixé par l'accord
reason-time-uncertain = moment incertain
reason-purpose-not-told = but non indiqué
reason-unattributed = auteur inconnu
reason-evenly-contested = preuves à poids égal
reason-impeached = preuve mise en cause
reason-private-person = personne privée
reason-not-in-force = pas en vigueur alors pour la partie liée
reason-ruled-compliant = un organe n'a constaté aucun manquement
reason-ruling-open = un organe n'a pu trancher
reason-notice-not-shown = notification non établie
reason-event-not-told = l'événement qui la rend due n'est pas rapporté
reason-step-not-told = l'étape précédente n'est pas rapportée
reason-limit-unknown = la limite n'est pas au registre
reason-condition-not-met = ses conditions ne sont pas établies
reason-floor-not-shown = personne n'en dit assez, ni qu'il n'y en avait pas plus
reason-part-counted = une partie seulement a pu être comptée

outcome-breach = manquement
outcome-alleged = allégué
outcome-undetermined = indéterminé
outcome-cured = réparé
outcome-excused = excusé
outcome-dismissed = écarté
outcome-fulfilled = accompli
outcome-pending = en attente
outcome-exercised = exercé
outcome-ineffective = sans effet

answer-inside = à l'intérieur
answer-outside = à l'extérieur
answer-undetermined = indéterminé

manner-claims = l'affirme
manner-reports = le rapporte
manner-attests = l'atteste

rule-article = article
rule-reading = lecture
rule-force = en vigueur
rule-deadline = échéance
rule-evidence = preuve
rule-grade = valeur
rule-attestation = attestation
rule-checklist = inspection
rule-impeachment = mise en cause
rule-denial = démenti
rule-place = lieu
rule-class = catégorie
rule-time = moment
rule-attribution = auteur
rule-exception = exception
rule-ruling = décision
rule-coverage = surveillance
rule-count = décompte
rule-verdict = verdict
rule-would-change = ce qui la changerait

view = Carte ou liste
view-map = Carte
view-list = Liste
map-title = Carte des lieux et des événements. La liste montre la même chose.
map-in = Rapprocher
map-out = Éloigner
map-grid = MGRS
map-pointer = Position du pointeur
map-middle = Milieu de la carte
map-note-toggle = Afficher ou masquer la note sur les lignes
map-note = Les lignes et les zones sont tracées pour juger les seuls termes de cet accord et ne prennent position sur aucune frontière.
map-failed = La carte ne peut être tracée ici. La liste montre la même chose :
places = Lieux
place = Lieu
all-places = Tous les lieux
place-disputed = Son tracé est disputé.
place-accuracy = tracé à { $distance } près
place-not-bound = rien n'y oblige actuellement
norm-map = Les lieux sur une carte
place-editions = Tracé d'après ({ $count })
height-above-ground = au-dessus de { $distance } du sol
height-below-ground = au-dessous de { $distance } du sol
height-above-sea = au-dessus de { $distance } d'altitude
height-below-sea = au-dessous de { $distance } d'altitude
place-no-norm = Aucune norme n'en parle.
place-not-told = lieu non indiqué
not-drawn = non tracé
reading-of-text = Une lecture du texte
events = Événements
events-none = Aucun événement au registre dans ce temps.
list-shorter = choisissez une durée plus courte sur la carte pour les voir
when = Quand
what = Quoi
where = Où
answer = Réponse
bar = Barre du temps
bar-earlier = Plus tôt
bar-later = Plus tard
bar-nearer = Durée plus courte
bar-farther = Durée plus longue
bar-whole = Toute la durée
bar-every-lane = toutes les normes
lanes = Bandes : une par norme et par partie liée
lanes-none = Rien n'est rapporté d'aucune norme dans ce temps.
facts-told = Faits rapportés
not-observed = non observé
observed-lane = observé

tracks = Trajets
tracks-means = Ce que les mobiles ont signalé d'eux-mêmes, ou d'autres à leur sujet. Un trajet est tracé là où ils ont signalé leur position ; des points relient deux signalements entre lesquels nul ne les a entendus pendant dix minutes.
tracks-crowds = Carrés ombrés : plus de trajets qu'on n'en peut distinguer. De plus près, ils sont tracés un à un.
object = Mobile
objects-count = { $count ->
    [one] { $count } mobile
   *[other] { $count } mobiles
 }
reports = Signalements
reports-count = { $count ->
    [one] { $count } signalement
   *[other] { $count } signalements
 }
silences-count = { $count ->
    [one] { $count } silence de dix minutes ou plus
   *[other] { $count } silences de dix minutes ou plus
 }
heard-last = entendu en dernier à
file-refused = Fichier illisible :
passages = Passages
passages-none = Aucun passage n'est rapporté dans ce temps.
passage-enter = entre dans
passage-leave = quitte
passage-cross = franchit
passage-stay = était dans
passage-gap = n'a pas été entendu
passage-jump = s'est déplacé plus vite que possible
worked-out = calculé entre deux signalements
withdrawn = retiré : il n'en était rien

agreement-means = D'un côté le texte, de l'autre ce à quoi ses termes obligent et qui est lié à l'instant choisi.
contents = Sommaire
readback = En langage courant
terms = Termes formels
left-out = Laissé hors des termes ({ $count })
no-terms = Aucun terme ne parle de cette partie.

duty-means = En haut : la réponse de chaque jour avec ce qu'on savait ce jour-là. En bas : la réponse du même jour avec tout ce qu'on sait maintenant.
then-known = Comme on le savait alors
now-known = Comme on le sait maintenant
duty-picture = L'obligation dans le temps, comme on la savait alors et comme on la sait maintenant ; les tableaux disent la même chose
duty-events-key = quand un fait fut connu
deadline = dernier jour
turned = Où les deux réponses diffèrent
turned-nothing = Elles ne diffèrent pas.

record-means = Tout ce qui fut rapporté figure dans une seule liste qui ne fait que croître. Chacun peut en garder une copie et la vérifier ; chaque témoin signe jusqu'où il l'a vue.
record-no-log = Ce dossier est un tableau de faits et non un registre signé. Sa racine dit tout de même si deux personnes regardent les mêmes faits.
record-origin = Registre
record-size = Taille
record-root = Racine
entries = { $count ->
    [one] { $count } entrée
   *[other] { $count } entrées
 }
facts-count = { $count ->
    [one] { $count } fait
   *[other] { $count } faits
 }
rows-count = { $count ->
    [one] { $count } ligne
   *[other] { $count } lignes
 }
set-aside = Mis de côté, illisible
cosigned = Qui l'a vu
cosigned-none = Aucun témoin ne l'a signé.
witness = Témoin
behind = ({ $count } de retard)
checkpoint = La déclaration signée
record-facts = Les faits et leurs empreintes
fact = Fait
hash = Empreinte

verify = Vérifiez vous-même
verify-means = Ici, votre navigateur calcule tout. Le serveur donne des fichiers et aucune réponse. Ce qu'il ne peut montrer seul : que l'on vous présente le même registre qu'aux autres. Comparez pour cela la racine avec eux, ou donnez les clés de témoins en qui vous avez confiance.
verify-malformed = La déclaration signée est illisible :
verify-failed = La vérification n'a pas pu se faire :
verify-do = Vérifier
verify-entry = Une entrée
entry-number = Numéro de l'entrée
entry-stands = L'entrée figure dans le registre qui fut signé.
entry-does-not-stand = L'entrée ne figure PAS dans le registre qui fut signé.
entry-text = L'entrée
known-here = Le dossier tel que le registre le contenait à cette entrée
leaf-hash = Empreinte de l'entrée
path-of = { $count ->
    [one] Son chemin : { $count } empreinte
   *[other] Son chemin : { $count } empreintes
 }
root-computed = Racine calculée ici
root-signed = Racine de la déclaration signée
verify-whole = Tout le registre
verify-whole-means = Lit chaque entrée et compare avec ce que ce navigateur a vu la dernière fois.
entries-done = { $done } sur { $size }
whole-stands = { $size ->
    [one] L'entrée ({ $size }) donne la racine qui fut signée.
   *[other] Les { $size } entrées donnent la racine qui fut signée.
 }
whole-does-not-stand = Les entrées ne donnent PAS la racine qui fut signée.
before-first = Ce navigateur n'avait pas encore vu ce registre ; il retient maintenant cet état.
before-grew = Il continue le registre que ce navigateur a vu la dernière fois.
before-other = Il ne continue PAS le registre que ce navigateur a vu la dernière fois. Gardez les deux déclarations signées.
verify-signatures = Les signatures
keys-trusted = Clés en qui vous avez confiance, une par ligne. Obtenez-les d'une personne de confiance, pas d'ici.
signature-good = la signature est bonne
signature-bad = la signature n'est PAS bonne
signature-no-key = aucune clé donnée

claims-means = Ce que disent les rapports attend ici une personne. Rien n'en compte avant que quelqu'un en ait décidé.
claims-which = Quelles affirmations
claims-waiting = En attente
claims-decided = Décidées
claims-reports = Rapports
claims-counts = En attente : { $number } · décidées : { $done } · rapports : { $size }
claims-many = Il y en a trop en attente pour toutes les peser à la fois : celles qui parlent d’une violation viennent d’abord. Ouvrez une affirmation pour voir ce qu’elle changerait.
claims-none = Aucune affirmation n'attend.
claims-none-decided = Rien n'est encore décidé.
claims-no-reports = Le dossier n'a pas de rapports. Ils se trouvent dans son sous-dossier « reports ».
claims-otherwise = Lues autrement aujourd'hui ; les décisions tiennent
claims-set-aside = Illisible
claim-not-so = que non
claim-nobody = personne n'est nommé
claim-carries = Un porteur de plus d'une parole déjà consignée ; elle compte une fois :
claim-then = puis
claim-observations = Observations : { $number }, puis { $count }
claim-changes = Ce qu'elle changerait
claim-changes-nothing = Aucun verdict ne changerait.
claim-put-changes = Ce qu'elle changerait ainsi corrigée
claim-open = Reste ouvert
claim-tellings = dit aussi : { $count }
claim-contraries = le contraire est dit : { $count }
claim-told-as-well = Dit aussi
claim-contrary = Le contraire est dit
claim-same-voice = parole de la même voix
claim-words = Les mots
claim-read = Ce qu'on y a lu
claim-voice = De qui est la parole
claim-own-voice = du rapport lui-même
claim-who = Qui
claim-meant = Dans quel sens
claim-how-many = Combien
claim-no-day = aucun jour n'est dit
claim-provision = Disposition
claim-no-provision = ne touche aucune disposition
claim-source = Source tenue pour, A à F
claim-credibility = Crédibilité par origines, 1 à 6
claim-sureness = Sûreté de la lecture, sur 100
claim-becomes = Ce qu'elle deviendrait
claim-became = Ce qu'elle est devenue
claim-facts = Faits
claim-rules = Les règles qui l'ont lue
claim-reader = lue par
claim-ways = Parcours des affirmations
claim-back = Toutes les affirmations
claim-previous = Précédente
claim-next = Suivante
claim-number-of = { $number } sur { $size }
claim-decided-by-other = Quelqu'un a décidé d'une affirmation du même genre sur presque les mêmes mots :
claim-superseded = Le média a publié une version plus récente de ce rapport, qui en tient lieu.
report-no-day = jour inconnu
report-copy = A les mots de
report-nothing = Rien sur l'accord n'y a été lu.
list-next = Partie suivante
list-first = Depuis le début
decided-by = par
decided-accepted = acceptée
decided-corrected = corrigée et acceptée
decided-rejected = rejetée
modality-done = fait
modality-ongoing = en cours
modality-planned = prévu
modality-promised = promis
modality-wanted = voulu
modality-threatened = menacé
modality-alleged = allégué
modality-denied = nié
modality-not-observed = non observé
modality-not-reported = silence à ce sujet
modality-assessed = jugé probable
zone-headline = titre
zone-standfirst = chapeau
zone-byline = signature
zone-dateline = lieu et date
zone-body = texte
zone-caption = légende
zone-credit = crédit
zone-cue = annonce
zone-nav = liens
zone-footer = pied de page

claim-decide = Décider
claim-read-only = Cette page ne fait que montrer. Pour décider ici, lancez le serveur avec --review et --by ; au terminal, « armistice claims CASE --review ».
claim-no-token = Pour décider ici, ouvrez l'adresse que le serveur a indiquée à son démarrage.
claim-deciding-as = Vous décidez en tant que
claim-put-right = Corriger un champ
claim-field = Champ
claim-value = Ce qu'il en est
claim-add = Ajouter
claim-drop = Retirer
claim-reason = Pourquoi
claim-accept = Accepter telle quelle
claim-accept-corrected = Accepter corrigée
claim-reject = Rejeter
claim-reject-needs = Un rejet demande une raison.
claim-take-back = Revenir sur la décision
claim-take-back-needs = Y revenir demande une raison. Ce qui en est venu ne compte plus dès lors, et reste consigné.
claim-done = C'est décidé et consigné.
claim-failed = Cela n'a pas pu être décidé :
claim-history = Tout ce qui en a été décidé
decided-taken-back = décision retirée
field-actor = Qui
field-action = Quoi
field-class = Genre d'acte
field-modality = Dans quel sens
field-polarity = Que oui (+) ou non (-)
field-from = Premier jour
field-to = Dernier jour
field-place = Où
field-quantity = Combien
field-unit = De quoi
field-source = Parole de qui
field-norm = Norme
field-object = Ce qui a servi
field-of = Le fait nié
field-means = Comment observé
field-manner = Manière de le dire
claim-proposed-by = Proposée par un modèle de langue :
claim-proposed-means = Les règles ne l'ont pas lue. Chaque mot en figure dans le rapport ; si c'est bien ce qu'il dit, une personne en décide.
claim-same-words = Ce que les règles lisent des mêmes mots
