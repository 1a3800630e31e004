"""French words of etiquette. Written by hand for Entregent; measured by evaluation/etiquette.py."""

import re

from entregent.core.etiquette.lexicon.cues import Cue
from entregent.core.text.phrases import Phrases
from entregent.core.text.word_list import word_list

WORK = "billet|billets|article|articles|papier|papiers|chronique|chroniques|emission|emissions|episode|episodes|podcast|video|videos|carnet|carnets|portrait|portraits|reportage|reportages|enquete|enquetes|serie|carte|dossier|interview|fil|thread|newsletter|lettre|photos|photo|test|recette|recettes|tribune|analyse|recit|critique|edito|post|posts|publication|entretien|rubrique|guide|liste|texte|sujet|numero|comparatif|tutoriel|tuto"  # fmt: skip
OF_YOURS = "vos|votre|tes|ton|ta"

PHRASES = Phrases(
    {
        Cue.ASKS: """
            votre|ta presence … souhaitee|attendue|esperee, vivement souhaitee|attendue, nous|je vous|te prions|prie de|d, veuillez, comptons|compte sur votre|ta presence|participation
            pourriez|pourrais|pouvez|peux|voulez|veux|voudriez|voudrais|seriez|serais|accepteriez|accepterais vous|tu
            aimeriez|aimerais|souhaitez|souhaiteriez|auriez|aurais|avez|as|viendriez|viendrais|iriez|irais vous|tu
            ca|cela vous|te dit|dirait|tente|tenterait|irait|interesse|interesserait, est ce que vous|tu|ca|cela, qu en penses|pensez
            dites|dis moi, si vous|tu etes|es|seriez|serais partant|partante|d accord|disponible|interesse|interessee|libre
            si vous|tu avez|as envie|voulez|veux|souhaitez|souhaites, je vous|te propose|invite|demande, nous vous|te proposons|invitons
            merci de nous|me|bien|relayer|publier|parler|confirmer|partager|diffuser, nous comptons sur vous|toi, je compte sur vous|toi
            je|j aimerais|voudrais|souhaiterais … vous|te|votre|ton, nous aimerions|voudrions|souhaiterions … vous|te|votre|ton
            accepter de, parlez|parle en, publiez, partagez, relayez, n hesitez pas a, nous vous demandons, je me demandais si
            on aimerait|voudrait … vous|te|toi|votre|ton, on te|vous propose|invite, tu viens|viendrais, rejoignez, inscrivez vous
            nous serions ravis|heureux|heureuses, je serais ravi|ravie|heureux|heureuse, vous etes|es invite|invitee|convie|conviee""",
        Cue.WHY: f"""
            nous avions|avons parle|discute|evoque|echange, nous nous|on s etions|etait|sommes|est parle|vus|vu|rencontres|rencontre|croises|croise, lors de|notre rencontre|echange|conversation|visite
            parce que vous|tu|votre|ton|ta|vos|tes|c est vous|toi, car vous|tu|votre|ton, puisque vous|tu|votre|ton
            si je vous|t|te ecris, je vous|t|te ecris parce|car|a vous|a toi, c est pour ca|cela, c est pourquoi, d ou mon message
            je|j ai pense a|aussitot|tout vous|toi|de, nous avons pense a vous|toi, on a pense a toi|vous, penser a vous|toi
            m a|ont fait penser, c est a vous|toi que, c est vous|toi que, vous|tu connaissez|connais, vous|tu ecrivez|ecris
            vous|tu parlez|parles|dites|dis|cherchez|cherches|demandez|demandes|aimez|aimes|faites|fais|racontez|racontes|suivez|suis|tenez|defendez|defends|expliquez|expliques|montrez|montres|travaillez
            vous|tu avez|as lu|joue|dessine|chante|cuisine|filme|organise|ecrit|raconte|montre|parle|publie|pose|dit|consacre|explique|decrit|defendu|couvert|suivi|teste|visite|cite
            vous|tu l avez|as ecrit|dit|raconte, vous|tu y avez|ecrivez|racontez, vous|tu disiez|disais|ecriviez|ecrivais|demandiez|demandais
            vous|tu racontiez|racontais|notiez|notais|regrettiez|regrettais|cherchiez|cherchais|concluiez|expliquiez
            j ai lu|relu|ecoute|vu|suivi|apprecie|aime|decouvert|garde|retenu|repere|reconnu … {OF_YOURS}
            je|nous lis|lisons|suis|suivons|ecoute … {OF_YOURS}, je vous|te lis|suis|ecoute, en lisant|relisant|ecoutant|regardant {OF_YOURS}
            apres avoir lu|ecoute|vu, a la lecture de {OF_YOURS}, votre|ton|ta regard|avis|experience|connaissance|expertise|facon
            {OF_YOURS} {WORK} sur|de|du|des|d|ou|m|nous|consacre|consacree|paru, {OF_YOURS} lecteurs|lectrices|auditeurs|abonnes … habitent|vivent
            vous|tu etes|es le seul|la seule|un des|une des|l un|l une, dans {OF_YOURS} {WORK}, grace a {OF_YOURS} {WORK}
            votre|ton lettre|message|question|remarque|commentaire|idee|critique, vous|tu m aviez|avais|avez|as, vous|tu nous aviez|avais|avez
            suite a {OF_YOURS} {WORK}, {OF_YOURS} {WORK} d hier|de mars|avril|mai|juin|janvier|fevrier|lundi|mardi|mercredi|jeudi|vendredi
            {OF_YOURS} … m|nous a|ont donne|inspire|appris|fait|convaincu, sur|dans {OF_YOURS} forum|blog|site|compte|chaine|page|mur|antenne|quartier|journal
            tout le monde me|m|nous, on m|nous a|avait dit|conseille|parle, me|m|nous a|ont parle|conseille|recommande|dit|signale|donne
            comme vous|tu le|l ecriviez|ecrivais|disiez|disais|racontez, qui vous|te concerne|ressemble|interessent, vous|tu habitez|habites|vivez""",
        Cue.CITES: f"""
            {OF_YOURS} {WORK} sur|consacre|consacree|du|de|des|d|ou|intitule|intitulee|paru|parue|a|au|avec|m
            {OF_YOURS} dernier|derniere|derniers|dernieres|recent|recente|premier|premiere|long|belle|beau|grand|grande|vieux {WORK}
            dans {OF_YOURS} {WORK}, en lisant|relisant|ecoutant|regardant {OF_YOURS}, l|le|la {WORK} que vous|tu
            vous|tu avez|as ecrit|raconte|montre|publie|consacre|pose|decrit|teste … sur|que|comment|pourquoi|la|le|les|un|une|l|votre|ta
            vous|tu tenez|tiens|comptez|comptes|relevez|suivez … depuis|compte|carnet|registre|la|le, sur|dans {OF_YOURS} forum|antenne|journal
            vous|tu y racontez|racontes|ecriviez|expliquez|dites|disiez, vous|tu ecriviez|ecrivais|racontiez|racontais|disiez|disais|demandiez
            vous|tu notiez|notais|regrettiez|regrettais|concluiez|expliquiez, ce que vous|tu ecrivez|ecris|dites|disiez|racontez|montrez|avez
            j ai lu|ecoute|vu|relu {OF_YOURS} {WORK}""",
        Cue.VAGUE: """
            quelque chose a vous|te soumettre|proposer|presenter, encore floue|flou|secret|secrete|confidentiel|confidentielle, un peu flou|floue|secret|secrete, truc|trucs|chose enorme|de|top|cool|sympa|genial|fou, pas le droit d en, expliquerai|expliquerons|explique|expliquera tout|le|apres|plus, faites|fais moi confiance, on en reparle, une sorte de, rien devoiler|dire|reveler, une histoire a ecrire, on a un projet
            monter|faire un|des truc|trucs, moyen de monter|faire, dispo pour un call|cafe|echange|zoom
            ne peut|peux|pouvons|puis pas … dire|devoiler|reveler|parler|communiquer, pouvons|peux|peut pas encore … dire|devoiler
            ne peux|pouvons|peut rien … dire|devoiler|reveler, une|d une belle|superbe|formidable|chouette|super|vraie opportunite
            projet|chose|surprise|operation|actualite qui pourrait|devrait|va|peut … interesser|plaire, quelque chose … interesser|plaire
            un projet|une operation confidentiel|confidentielle|secret|secrete, en dire plus|davantage, vous|t|te en dire|dirai plus
            faire quelque chose avec|ensemble, monter quelque chose, collaborer avec vous|toi, travailler avec vous|toi|ensemble
            une|des collaboration|collaborations, un partenariat, des partenariats, envisager une|des|un collaboration|partenariat|synergies
            discuter d une|un opportunite|projet, echanger sur une|un|des opportunite|projet|opportunites|synergies, tout vous|t expliquer
            plus d informations bientot|tres, une proposition a vous|te, une belle aventure, un projet passionnant|excitant|top
            un sujet qui vous|te, des choses a vous|te, imaginer … ensemble, l objet reste, sous embargo total, top secret""",
        Cue.EFFORT: """
            une|deux|trois|quatre|cinq|dix|quinze|vingt|trente|quarante heure|heures|minutes, un quart|demi d heure, demi heure
            une demi|heure journee|heure, une demi journee, une|la|le matinee|soiree|apres|journee, deux jours, un|deux|trois quelques lignes
            1|2|3|4|5|6|10|15|20|25|30|40|45|50|60|90 minutes|min|mn|heures|heure|h|questions|lignes|mots|photos|jours
            1h*, 2h*, 3h*, 1h30, trois|deux|quatre|cinq questions, un|d un coup de fil|telephone, quelques minutes|lignes|mots
            rien a preparer|ecrire|faire, pas besoin de, sans preparation, une visite, une|d une page, cinq cents mots, un cafe, un dejeuner
            un aller retour, un petit tour, le temps d un|une, une promenade, juste oui|repondre|un|une, un simple oui|oui""",
        Cue.RETURNS: """
            gratuit|gratuite|gratuits|gratuitement, offert|offerte|offerts, offrons, offre|offrirai|offrirons, rembourse*, pris|prise|prenons en charge
            nous payons|reglons, frais, defraye*, dedommag*, indemnis*, l hotel, le train, le billet|trajet, le repas, le dejeuner, le cafe
            sans contrepartie, rien a vous|te offrir, rien d autre a, pas de budget, n avons rien, je n ai rien a, en remerciement, benevol*
            libre a vous|toi, vous|tu etes|es libre|entierement, sans engagement|obligation, nous|je vous|t prete|pretons|enverrai|enverrons|apporte
            vous|tu aurez|auras, vous|tu repartirez|repartiras|pourrez|pourras|garderez|garderas|verrez|verras|rencontrerez|rencontreras
            vos|tes entrees|places|invitations, deux places|entrees, un exemplaire, une place|entree|invitation pour, les photos, en avant premiere
            les chiffres, nos donnees|archives|photos, acces a|aux, vous|t ouvre|ouvrons|ouvrirai|montre|montrerai|montrons, votre nom|credit
            remuner*, paye|payes|payee|payer, cachet, cite|citee|citer, relirez|reliras, a votre|ta disposition, accueillons|accueille, un don""",
        Cue.CONDITION: """
            engage|engagent|engagez a mettre|publier|poster|parler|partager|relayer|rediger, contre un|une|deux|trois|votre|ton … chronique|critique|article|billet|vlog|photo|photos|publication|story|stories, on|nous vous|te demande|demandons … c est, ce qu on vous|te demande, sinon nous|on|je demanderons|facturerons|reprendrons|retirons|retirerons|devrons|demanderai, a defaut merci|nous|vous|il
            merci de|d prevoir|programmer|publier|poster|planifier … article|articles|billet|story|stories|post|posts|reel, absence|defaut de publication|parution|retombees|retour|billet|article
            sans quoi il|nous|je|vous|tu|votre|ton|on, en priorite aux|a … qui ont|auront|parlent, tu|vous nous fais|faites|feras|ferez un|une|deux|trois|des|1|2|3 … reel|story|stories|post|posts|article|video|billet
            en echange d|de|du|des|d|un|une|nous|vous|votre|ton, en echange votre|ton|nous|vous|tu|je|il|merci|on, contre un|une|deux|trois|votre|ton article|billet
            contre un|une|deux|trois|votre|ton|ta post|posts|story|stories|publication|publications|video|avis|mention|mentions|reel
            en contrepartie d|de|du|des|nous|vous|votre|ton|tu|on, contrepartie attendue|demandee, en retour nous|on|je … attendons|attend|attends|demandons|demande|aimerions|aimerait|aimerais|souhaitons|souhaiterions|comptons|compte, en retour vous|tu … publiez|publierez|publies|parlez|parlerez|postes|posterez|ecrivez|partagez, en retour d un|une|de
            a condition de|d|que|qu, sous reserve de|d|que|qu publication|publier|parution|un|une|vous|article, sous condition de
            donnant donnant, gagnant gagnant, reserve|reservee|reserves|reservees aux|a ceux|celles blogueurs|influenceurs|personnes|qui
            seuls|seules ceux|celles|les qui|blogueurs|influenceurs, uniquement ceux|celles qui, ceux|celles qui n auront|ne|auront pas|publie|parle|rien
            ne seront|serez|seras plus|pas invite|invites|invitee|recontacte|recontactes|convie|convies|retenu|retenus|sollicite
            plus invite|invites|invitee|convie|convies aux|a|nos|la, exclu|exclus|exclue|exclues|retire|retires|raye|rayes de|du|des la|notre|nos
            vous|tu devez|devrez|dois|devras … publier|parler|poster|mentionner|partager|relayer|ecrire|rediger|inclure|faire
            vous|tu vous|t engagez|engages … a|publier, engagez vous a, est|sont|sera|seront obligatoire|obligatoires|exigee|exige|exiges|imperatif|imperative
            publication|article|billet|story|mention|post|retombee|parution obligatoire|obligatoires|exige|exigee|imposee|impose
            merci de publier|poster, il faudra|faut publier|poster|parler|mentionner|ecrire, faute|sans|defaut de publication|article|parution|quoi
            si vous|tu publiez|publies|ne|parlez|parles|n publiez|publies|avez, sinon|autrement nous|vous|tu|il|pas|plus|on|votre|ton, nous attendons de vous|toi
            nous comptons sur un|une|votre|ton|au article|billet|post|publication|story|moins, pas de publication|article|billet|post pas
            obligation de publier|publication|parution|citer, moyennant un|une|deux|quelques|publication, tenu|tenus|tenue de publier|parler
            en fonction des|de|du retombees|publication|publications|nombre, apres parution|publication, des|une|fois que l|votre|ton article|billet|publication
            conditionne|conditionnee|conditionnes a|par|au""",
        Cue.PAYS: """
            remuner*, cachet, honoraires, nous|on vous|te payons|paye|reglons|regle|versons|verse|remunerons, paiement
            300|500|200|100|150|250|400|600|800|1000 euros|€|eur, bon|bons|carte|cartes d achat|cadeau|cadeaux, cheque|cheques cadeau|cadeaux
            votre|ton tarif|prix, vos|tes tarifs, budget de|prevu, facture, facturer, commission, euros par|la|le|l|ht|ttc|pour, forfait de
            contre remuneration, sponsorise|sponsoriser|sponsorisee|sponsorises, code promo|affiliation, affiliation, pige""",
        Cue.PUBLISHES: """
            article|articles, billet|billets, post|posts, publication|publications, publier, story|stories, reel|reels, video|videos, avis, parution
            en ligne, photo|photos, vlog, critique|critiques, retombee|retombees, relayer, parler de, mention|mentions, contenu|contenus, placement, chronique, tweet|tweets, poster, partager, lien""",
        Cue.ASSURES: """
            propulser|propulsera|booster|boostera|faire decoller|connaitre, va|vas|allez percer|decoller|exploser, porte garant|garante, visites|lecteurs|abonnes|clics en pagaille|masse|nombre, a la cle … presse|retombees|visibilite|audience, autre dimension, des milliers de, vous|te rendra|rendre celebre|incontournable
            parution|article|publication|couverture … suivra|sera|est … certain|certaine|assure|assuree
            vues|succes|visibilite|retombees|audience|buzz|parution|article est|sera|sont|suivra … assure|assuree|assures|certain|certaine|garanti, j en suis certaine|certain|sur|sure, faire exploser|decoller
            est|sera|sont|c garanti|garantie|garantis, succes fou|phenomenal|monstre
            garanti*, nous vous|te|lui garantissons|assurons|promettons, je vous|te|t garantis|assure|promets, assure|assuree|assures de
            vos|tes lecteurs|lectrices|abonnes|followers|auditeurs|communautes vont|adoreront|seront|en|raffoleront|apprecieront|ne|sauront
            votre|ta communaute|audience va|adorera|sera|en|appreciera, va|vont adorer, succes assure|garanti, a coup sur, sans aucun risque
            visibilite enorme|maximale|exceptionnelle|nationale|incomparable|immense|assuree|garantie|sans, boostera|booster|exploser|decupler
            doubler|multiplier votre|ton|vos|tes audience|trafic|lectorat|visibilite|lecteurs|abonnes, retombees considerables|enormes|assurees
            vous|tu ne regretterez|regretteras pas|rien, vous|tu allez|vas adorer|etre|gagner, va|vont changer|transformer|revolutionner
            changera votre|ta|la vie, milliers|centaines de nouveaux|visiteurs|lecteurs|abonnes, vous|te fera|ferons connaitre|decoller|gagner
            toute la presse|france, tout le monde en|va, cent|100 pour|satisfait, rendra|rendre celebre, buzz assure|garanti|national
            ouvrira|ouvrir toutes les portes, tremplin""",
        Cue.FLATTERS: """
            rayon de soleil, source d inspiration, quel talent|plume|style|regard|univers, quelle plume|sensibilite|ecriture|creativite, l unanimite, eblouit|eblouis|eblouissent|emerveille|emerveilles, beaute rare, force le respect, notre|mon|toute admiration, vous|t admirons|admire, devient or, ne jure|jurons que par, on adooore|adoooore|kiffe, la perle rare, l etoile, icone, notre chouchou|chouchoute|idole|muse
            votre|ton|ta travail|blog|feed|compte|site|univers|plume|style|ecriture|podcast|chaine … sublime|magnifique|genial|geniale|inspirant|inspirante|incroyable|merveilleux|merveilleuse|parfait|extraordinaire, adore|adorons|kiffe|kiffons ce que vous|tu, c est|etes|es inspirant|inspirante, vous|tu etes|es magicien|magicienne|une|un … magicien|magicienne|artiste|genie|reine|roi
            votre|ton|ta|vos|tes superbe|magnifique|merveilleux|merveilleuse|formidable|fantastique|excellent|excellente|genial|geniale|sublime|talent|incroyable
            votre|ton|ta plume magnifique|extraordinaire|unique|incroyable|talentueuse|sublime|merveilleuse|inimitable, nous|j|on adorons|adore|adorons votre|ton|ta|vos|tes
            grand|grande|plus|immense|vrai|fan|fans de|grands|de votre|ton|vos|tes|vous, j|nous admirons|admire, admirateur|admiratrice|admiratifs|admirative
            blog|site|travail|compte|univers|contenu|feed tellement|si|absolument|vraiment|juste|simplement magnifique|genial|top|inspirant|incroyable|super|sublime|beau
            vous|tu etes|es le|la|un|une meilleur|meilleure|reference|plus|star|genie|modele|inspiration|etoile|perle, coup de coeur|cœur, tellement inspirant|inspirante
            votre|ton talent|univers|influence|aura, immense talent, blogueur|blogueuse|journaliste|influenceur|influenceuse de talent|renom|incontournable|prefere|preferee
            bluffe|bluffes|bluffee|subjugue|subjugues|subjuguee|sous le charme, voix incontournable|majeure|unique|la, personne n ecrit|ne mieux|comme, n a d egal
            un pur bonheur|regal|delice, une vraie pepite|inspiration, quel talent|style|plume, les plus talentueux|talentueuses|influents|doues
            chef d œuvre, exceptionnel travail|talent, travail exceptionnel|remarquable|admirable|extraordinaire, dont nous|je|tout|on raffole|raffolons""",
        Cue.PRESSES: """
            dans l heure, dans les 5|10|15|20|30|dix|quinze min|minutes, d ici une|deux|1|2 heure|heures|h, reponse|retour|confirmation|reponds|repondez … sous|dans 24|48|12
            tout de suite sinon|apres|ou, besoin|reponse|reponds|repondez|feu … tout de suite, apres c est mort|fini|trop|foutu, dernier delai|rappel|appel ce|avant|d|pour, tic tac, porte se referme|ferme, ne reflechissez|reflechis pas, premiers qui
            sinon le|la|je client|place|l|quelqu, je|on donne|donnerai|donnons votre|ta place, sans attendre, aujourd hui ou jamais, compteur tourne, ce soir 18|19|20|minuit, avant ce soir, places s envolent|partent
            derniere|dernieres chance|chances|places|opportunite|heures|jours, avant qu il ne soit trop, avant ce soir|midi|17|18|20|minuit|demain, d ici ce soir
            repondez|reponds|confirmez|inscrivez|decidez|cliquez vite|rapidement|maintenant|aujourd|immediatement, repondez|reponds|confirmez|inscrivez avant|d|ce ce|minuit|demain|ici, ne reste|restent que|qu … heures|places|jours|minutes|place|exemplaires, vite vite, tres urgent, c est urgent, urgent|urgente
            reponse immediate|urgente|rapide, plus que|qu quelques|deux|trois|une|1|2|3|cinq places|heures|jours|place, offre limitee|valable
            c est maintenant ou jamais, maintenant ou jamais, depechez|depeche, ne tardez|tarde pas, il n y en aura|aura pas, les places partent|s arrachent
            au plus vite, dans les plus brefs, a tres vite sinon, sans delai, toute urgence, passez|passe a cote, demain il sera trop, premier arrive
            ferme|clot|cloture|se ferme|termine dans quelques|une|deux heures|heure, imperativement avant|aujourd""",
        Cue.NOBODY: """
            la direction, la redaction de, notre societe, notre entreprise, notre etablissement, notre organisation, notre institution, notre organisme
            nos services, le service communication|presse|de|marketing|relations, l equipe communication|marketing, notre groupe, notre marque, la marque
            la mairie, la ville|region|metropole de|vous|a|organise|lance|invite|souhaite, le conseil departemental|regional|d, la societe|compagnie|fondation
            l etablissement, l agence, le departement, la collectivite, le comite, l office de, le siege, le secretariat""",
        Cue.FALSE_REPLY: """
            suite a notre|nos|votre echange|echanges|conversation|discussion|appel|entretien|rencontre|accord|mail|message|precedent|demande
            comme convenu|evoque|discute|promis|vu, pour faire suite, faisant suite, comme nous en avons|avions, dans la continuite de notre|nos|votre
            je reviens|revenais vers vous|toi, nous revenons vers vous|toi, apres notre echange|discussion|conversation|appel|rencontre""",
        Cue.MASS: """
            a tous|toutes les|nos … blogueurs|influenceurs|journalistes|contacts|createurs|amis, vous etes 50|100|120|150|200|300|500 a|qui, a tous et toutes, chers|cheres amis|amies, bonjour|salut|coucou|hello a tous|toutes
            ce mail|message|courriel part|partira chez|a|vers, aux|les 100|200|300|500 comptes|blogueurs|influenceurs|createurs
            bonjour|salut|bonsoir|coucou|hello a tous|toutes|vous|chacun tous|et, a tous et, a toutes et, chers tous, cher tous, cheres et chers, cheres toutes
            chers|cheres blogueurs|blogueuses|amis|influenceurs|influenceuses|journalistes|confreres|createurs|partenaires|collegues|medias, ce message est|s envoye|adresse
            a l ensemble des blogueurs|influenceurs|journalistes|medias, a tous les|nos blogueurs|influenceurs|journalistes|medias|contacts|createurs, a une selection de|d blogueurs|influenceurs|journalistes|medias, liste de diffusion, envoye a tous|l|nos
            mesdames messieurs, mesdames et messieurs, vous tous""",
        Cue.LATER: """
            vous|te|t parviendra|parviendront|confirme|confirmons|confirmerai|confirmerons
            je|nous|on vous|te|t|l|les|le|la envoie|envoyons|transmets|transmettons|fais|faisons|recontacte|recontactons, je|nous|on recontacte|reviens|revenons
            je|nous vous|te|t enverrai|enverrons|ferai|ferons|transmettrai|transmettrons|tiendrai|tiendrons|recontacterai|recontacterons|rappellerai|rappelle|rappellerons
            je|nous vous|te|t adresserai|adresserons|donnerai|donnerons|dirai|dirons|repondrai|repondrons|apporterai|preterai|inviterai|inviterons|presenterai
            je|nous reviendrai|reviendrons|reviens|revenons … vous|toi, on vous|te|t tient|rappelle|recontacte|dira|enverra|fera|tiendra|revient
            vous|tu recevrez|recevras, vous|te|t sera|seront envoye|envoyee|envoyes|transmis|adresse|communique, on en|s en|se reparle|rappelle|reparlera|appelle
            je m en occupe, ca|cela viendra, vous|tu aurez|auras bientot|prochainement, nous|je ne manquerai|manquerons pas
            une reponse vous|te|sera, vous|te seront|sera envoyes""",
        Cue.SOON: """
            bientot, prochainement, sous peu, des que possible, tres vite, un de ces jours|quatre, dans les meilleurs delais, plus tard
            ulterieurement, en temps voulu|utile, un jour, a l occasion, dans les prochains|prochaines""",
        Cue.THANKS: "merci, mercis, remercie|remercions|remercier|remerciements|remerciement, reconnaissant|reconnaissante|reconnaissants, gratitude",
        Cue.ENDS: """
            sont|est|etait|etaient arrete|arretee|arretes|arretees, s|se est|sont arrete|arretee|arretes|arretees|acheve|achevee|termine|terminee|termines, nous en restons|resterons la, s en tient la
            s|se acheve|achevent|achevera|termine|terminent|terminera|arrete|arretera|arretent, prend|prendra|prennent|pris|touche|arrive|arrivent|touchent fin|a, est|sont|c termine|terminee|terminees|termines|fini|finie|finis|achevee|acheve|cloture|cloturee|close|clos
            mettons|mettre|met|mettrons fin|un terme, derniere edition, cloturons|cloture|cloturer|clore, fin de l operation|la|notre|partenariat|l|cette, nous arretons|arreterons, j arrete|arreterai, on arrete, s arrete|arretera|arretent
            ne sera pas|plus reconduit|reconduite, ne reconduirons|reconduisons pas, s|se arrete la|ici, je quitte, je pars a la retraite, se conclut|concluent, l aventure se|prend|s""",
        Cue.DISCLOSES: """
            publicite, collaboration commerciale, partenariat remunere|commercial, mention publicite|obligatoire, sponsorise par, loi du 9|2023|influence, article 5
            contenu sponsorise|publicitaire, en partenariat remunere, mentionnerez|mentionner|indiquer|indiquerez|signaler|preciser que|clairement|qu|le, contrat""",
    }
)
DENIES = word_list("inutile evitez evite eviter sans ni aucun aucune jamais pas rien nul nulle nullement non")
MONEY = re.compile(r"\b\d[\d\s.,]*\s?(?:€|euros?\b|eur\b|k€)")
REASONS = word_list("car parce puisque afin faut commande imprimeur bouclage")
YOURS = word_list("votre vos ton ta tes")
PRESENT = word_list(
    "envoie envoyons transmets transmettons fais faisons recontacte recontactons reviens revenons"
)  # of promises
# What every letter says is theirs.
OF_LETTERS = word_list(
    """reponse accord adresse avis aide temps venue presence disponibilite disponibilites tarif tarifs confirmation retour nom numero telephone communaute
    lecteurs lectrices abonnes followers blog site compte audience equipe place train mail message agenda visibilite contenu contenus univers public interet
    participation connaissance opportunite opportunites animal code chien chat peau style bien etre collaboration support cote part ecoute profil feed talent travail attention inscription quotidien cuisine maison bien plus tout trafic famille"""
)
PRAISING = word_list(
    "superbe bel beau belle beaux belles joli jolie magnifique excellent excellente bon bonne tres si propre grand grande cher chere precieux precieuse prochain prochaine futur future"
)
READER = word_list("vous tu te toi votre ton ta vos tes t")
# A date, an hour, a moment: « jeudi 12 juin », « le 3/06 », « à 18 h », « cette semaine ».
DATE = re.compile(
    r"""\b(?: \d{1,2}(?:er)?\s(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|janv|fev|sept|oct|nov|dec)\b
      | (?:en|debut|fin|mi|courant|d'ici|avant|de|du|mois\sde)[\s-](?:mois\s(?:de\s|d')?)?(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)\b
      | \d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b | 20\d\d-\d\d-\d\d\b
      | (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|week-?end|demain|hier|apres-demain|ce\ssoir|ce\smatin|aujourd'hui|tout\sa\sl'heure)\b
      | \d{1,2}\s?h(?:\s?\d\d|eures)?\b | (?:midi|minuit)\b
      | (?:la|cette|chaque)\ssemaine(?:\sprochaine)? | semaine\s(?:prochaine|suivante|du|\d+)
      | (?:d'ici|dans|sous|avant|sous)\s(?:une?|deux|trois|quatre|cinq|six|huit|dix|quinze|la|le|\d+)\s(?:heures?|jours?|semaines?|mois|quinzaine|fin|h|ete|rentree|noel|vacances)
      | (?:le|au|du)\smois\s(?:prochain|de) | (?:cet|l')\s?(?:ete|automne|hiver) | (?:ce|au)\sprintemps | (?:a|avant|apres|pour|des)\sla\srentree | (?:avant|apres|a|pour)\s(?:noel|paques)
      | (?:ce|le)\sjour(?:-la|\sd'avant|\smeme|\sj) | (?:le|au)\s(?:lendemain|soir\smeme|matin\smeme) | quand\s(?:vous|tu)\s(?:voulez|veux|voudrez|voudras|pouvez|peux) | (?:a|selon)\s(?:votre|ta)\s(?:convenance|rythme) | le\sjour\s(?:qui|de\svotre|de\ston) | (?:quinzaine|quinze\sjours)
      )""",
    re.VERBOSE,
)
# « merci de relayer », « merci d’avance »: for what is to come.
THANKS_FOR_WHAT_COMES = re.compile(
    r"merci\s(?:beaucoup\s)?(?:de\s(?!votre|ton|ta|vos|tes|nous\savoir|m'avoir|l'avoir|tout)(?:bien\s|me\s|nous\s|ne\s|le\s|la\s|les\s)*\w+(?:er|ir|re)\b|d'avance|par\savance|de\svotre\scomprehension)",
    re.VERBOSE,
)
# Greetings to nobody, and those that name somebody.
GENERIC = re.compile(
    r"""^\W*(?:(?:chere?s?|bonjour|salut|hello|coucou|bonsoir|hey|re-?bonjour)\b[\s,]*)*
        (?:chere?s?\s)?(?:ami|amie|amis|amies|partenaire|partenaires|client|cliente|lecteur|lectrice|confrere|journaliste|journalistes|redaction|redacteur|redactrice|
        blogueur|blogueuse|blogueurs|blogueuses|bloggeur|bloggeuse|blogueur\(se\)|blogueur/blogueuse|blogueur·se|influenceur|influenceuse|influenceurs|influenceuses|influenceur\(se\)|createur|creatrice|createurs|
        instagrameur|instagrameuse|youtubeur|youtubeuse|podcasteur|podcasteuse|webmaster|webmestre|madame\s?[,/]?\s?(?:ou\s|et\s)?monsieur|mesdames|messieurs|
        a\stoutes?|a\stous|tous|toutes|toi|la\sbelle|ma\sbelle|les\sfilles|ma\sjolie|la\steam|l'equipe|toute\sl'equipe|les\samis|tout\sle\smonde|blogosphere|la\sblogosphere|cher\(e\)|nom|prenom)
        (?:\s(?:du\sweb|influenceu\w+|blogueu\w+|de\scontenu|culinaire|lifestyle|beaute|mode|tech|food|maman|et\s(?:a\s)?\w+))*\s*(?:[^\w\s'’]|\n|$)
      | ^\W*(?:bonjour|salut|coucou|hello|bonsoir|chers|cheres)\s(?:a\s)?tou(?:s|tes)\b[^,!\n]{0,60}
      | ^\W*(?:\{+|\[+|<+|%+)\s?(?:prenom|nom|first.?name|blog)""",
    re.VERBOSE | re.MULTILINE,
)
PLACEHOLDER = re.compile(
    r"(?:\{\{?|\[|<|%)\s?(?:prenom|nom|nom du blog|first.?name|name|blog|titre)\s?(?:\}\}?|\]|>|%)"
)
GREETING = re.compile(
    r"^\W*(?:bonjour|chere?s?|salut|hello|coucou|bonsoir|hey|re|re-?bonjour|ma\schere|mon\scher)\b", re.VERBOSE
)
BARE_GREETING = re.compile(r"^\W*(?:bonjour|salut|hello|coucou|bonsoir|hey|re-?bonjour)\W*$", re.MULTILINE)
# Data that the law holds sensitive, said of a person: health, faith, politics, union, origin, sexual life.
SENSITIVE = re.compile(
    r"""\b(?:
        (?:votre|ton|ta|sa|son|leur|vos|tes|ses)\s(?:\w+\s)?(?:cancer|depression|maladie|burn-?out|handicap|grossesse|fausse\scouche|diabete|traitement|hospitalisation|sclerose|autisme|
            alcoolisme|addiction|sero\w+|religion|foi\b|orientation\ssexuelle|homosexualite|transidentite|coming[-\s]out|confession|judaite|syndicat|opinions?\spolitiques?|convictions?\s(?:politiques?|religieuses?)|
            vote|origines?\s\w+|appartenance\s\w+|engagement\s(?:politique|syndical|religieux)|etat\sde\ssante|problemes?\sde\ssante|ivg|pma|chimio\w*|cure|infertilite|cure\sde)
      | (?:il|elle|on|vous|tu|etant|qui|est|etes|es|sont|se\sdit|serait|toujours)\s(?:est\s|etes\s|es\s|etait\s|etais\s|etiez\s|soit\s|serait\s|a\sete\s)?(?:tres\s|un\speu\s|plutot\s|aussi\s|clairement\s|enfin\s|une?\s|devenue?\s|connue?\scomme\s)?
            (?:malade|enceinte|depressi[fv]e?|handicapee?|seropositi[fv]e?|alcoolique|diabetique|autiste|bipolaire|en\sdepression|en\sburn-?out|en\sremission|en\scure|en\sarret\s(?:maladie|de\stravail|pour)|en\straitement|franc[-\s]macon\w*|proche\sde\sl'extreme|hospitalisee?|
            musulmane?|catholique|juive?|juif|protestante?|athee|bouddhiste|evangelique|pratiquante?|croyante?|voilee|
            gay|lesbienne|homosexuel(?:le)?|bisexuel(?:le)?|trans|
            de\sgauche|de\sdroite|d'extreme[-\s](?:droite|gauche)|macroniste|lepeniste|melenchoniste|socialiste|communiste|ecolo|zemmouriste|anarchiste|royaliste|encarte\w*|
            syndiquee?|cegetiste|delegue\w*\s(?:syndical\w*|cgt|cfdt|fo|sud)[\w-]*|de\sconfession\s\w+|issue?s?\sde\sl'immigration|militante?\s\w+|d'origine\s\w+|noire?|arabe|maghrebin\w*|rom)\b
      | (?:de\sconfession\s(?:juive|musulmane|catholique|protestante)) | issue?s?\sde\sl'immigration | sort(?:ent)?\sd'(?:une\s)?(?:cure|hopital|hospitalisation|depression)
      | (?:souffr\w+|atteinte?|malade|soigne\w*|suivie?|opere\w*)\s(?:d'|de\s|du\s|des\s|par\s|pour\s)(?:un\s|une\s)?(?:cancer|depression|diabete|endometriose|burn-?out|psy\w+|trouble\w*|maladie|sclerose|addiction|tumeur|anorexie|boulimie)
      | (?:vote|votait|milite|militait|adherente?|adhere|encarte\w*|membre|elue?|sympathisante?)\s(?:a\s|au\s|a\sla\s|pour\s|chez\s|du\s|de\sla\s|aux\s)(?:l')?(?:lfi|rn|ps|pcf|eelv|lr|npa|cgt|cfdt|fo|sud|fsu|unsa|
            modem|parti|rassemblement|insoumis\w*|verts|ecologistes|republicains|renaissance|front|gauche|droite|franc[-\s]macon\w*|loge|syndicat)
      | (?:fait|faisait|font)\s(?:le\s)?(?:ramadan|chabbat|careme) | (?:mange|mangent)\s(?:halal|casher|kasher) | va\sa\sla\s(?:messe|mosquee|synagogue)
      )""",
    re.VERBOSE,
)
# A mark, or a judgement on somebody.
RATES = re.compile(
    r"""\b(?:
        (?:influence|soutien|note|score|notee?|notation|fiabilite|proximite|potentiel|affinite|sympathie|classee?|interet|docilite|bienveillance)\s?(?:[:=]|de|a|est\sde)?\s?\d(?:[.,]\d)?\s?(?:/|sur)\s?\d+
      | \d(?:[.,]\d)?\s?/\s?(?:5|10|20)\s(?:en|pour|sur|d')\s?\w*\s?(?:influence|soutien|fiabilite|sympathie|interet)
      | (?:categorie|classe|profil|contact|influenceur|blogueur|blogueuse|rang|niveau|tier|priorite)\s(?:a|b|c|d|\d)(?:\+|-)?(?=[\s.,;)]|$)
      | (?:plutot|assez|tres|trop|pas\stres|peu|un\speu|franchement|carrement|vraiment)\s(?:hostile|negati[fv]e?|brouillon\w*|fute\w*|favorable|naif|naive|influencable|malin|maligne|intelligente?|fiable|serieux|serieuse|docile|manipulable|agressi[fv]e?|susceptible|
            pretentieux|pretentieuse|imbue?|bavarde?|facile|difficile\sa\sgerer|penible|corruptible|venal\w*|radine?|bete|idiote?|arrogante?|bornee?|mediocre|parano\w*|caracteriel\w*|instable|hysterique|opportuniste|feneante?|paresseux|paresseuse)
      | (?:est|etait|reste|serait|c'est|etes|es)\s(?:une?\s)?(?:hostile|naif|naive|influencable|docile|manipulable|venal\w*|pretentieux|pretentieuse|idiote?|arrogante?|incompetente?|caracteriel\w*|hysterique|opportuniste|pique-?assiette|
            girouette|emmerdeu\w+|pleureu\w+|grande?\sgueule|tete\sa\sclaques|parano\w*|ingerable|peu\sfiable|facile\sa\s\w+|instable|con|conne|folle|boulet)\b
      | (?:note|notee|notes|classee?)\s(?:a|b|c|d)(?:\+|-)?(?=[\s.,;)]|$) | (?:personnalite|caractere|humeur)\s(?:difficile|penible|instable|complique\w*) | bas\sdu\stableau
      | class(?:ee?|es|ees)\s(?:\W{0,3})(?:tres|peu|assez|influent\w*|hostile|favorable|negati\w+|positi\w+) | tonalite\s(?:negative|positive|hostile)
      | (?:favorable|hostile|acquise?|opposee?)\sa\s(?:notre|nos)\s\w+ | (?:notre|nos)\s(?:allie|alliee|soutien|adversaire|opposant|ennemi|detracteur)\w*
      | pas\stres\s(?:malin|maligne|fute\w*|serieux|serieuse|net|fin) | se\slaisse\s(?:acheter|faire|convaincre|manipuler) | a\smenager | a\seviter\scar | (?:a|a\sun)\smauvais\scaractere | mauvais\spayeur | ne\svaut\spas
      )""",
    re.VERBOSE,
)
# In a note the subject is understood: « hostile », « Léa est vaniteuse ».
RATES_IN_A_NOTE = re.compile(
    r"(?:^|[,.;:]\s?|\best\s(?:une?\s)?|\betait\s(?:une?\s)?)(?:hostile|naif|naive|influencable|docile|manipulable|vaniteu\w+|pretentieu\w+|arrogante?|idiote?|incompetente?|hysterique|opportuniste|peu fiable|pas fiable|instable|parano\w*|"
    r"mediocre|influente?|favorable|acquise?|inutile|penible|difficile|susceptible|paresseu\w+|bete|chiante?|nulle?)\b",
)
