"""Cues of French. Written by hand for Entregent; measured by evaluation/sorts.py."""

import re

from entregent.core.sorts.sorts import Cue
from entregent.core.text.phrases import Phrases
from entregent.core.text.word_list import word_list

PHRASES = Phrases(
    {
        (Cue.ASKS, 0.8): """
            voudrais|voudrions|aimerais|aimerions … savoir|connaitre|comprendre
            souhaite|souhaiterais|souhaiterions|cherche … savoir|connaitre|comprendre
            pouvez|pourriez|peux|pourrais vous|tu|m|me|nous … dire|indiquer|preciser|expliquer
            pouvez|pourriez|peux|pourrais vous|tu|m|me|nous … renseigner|conseiller|confirmer|aider
            me|m|nous dire|indiquer|preciser|renseigner|confirmer … si|comment|quand|ou|combien|quel*
            savez|sauriez|auriez vous, sais|saurais tu, quelqu un sait|saurait|connait|connaitrait|peut|pourrait|a
            qui sait|saurait|connait, je me demande|demandais|demandes si|comment|pourquoi|ou|quand|combien|quel*
            je ne comprends|trouve pas comment|ou|pourquoi|quand, comment on fait pour, comment faire pour
            petite|ma|une question au|pour|sur|concernant, j ai une question, dites moi, une idee de la|du|de quand
            pas compris comment|pourquoi|ou|quand, besoin d un renseignement|d une information
            est il|serait il possible d|de, y a t il moyen
            vous|tu auriez|avez|aurez|sauriez|aurais … svp|stp|s il vous
            je n arrive|parviens pas a trouver|retrouver|comprendre|savoir, vous confirmez
            pouvez|pourriez me|nous envoyer|transmettre|communiquer|orienter, ou puis je|peut on|trouver|acheter
            merci de me|m|nous dire|indiquer|preciser|confirmer, j aurais besoin de savoir, qui contacter
            a qui m adresser|s adresser|dois|faut, vous faites encore|toujours, est ce que vous
        """,
        (Cue.RHETORICAL, 1.0): """
            qui peut|pourrait|va encore croire, qui croit|croyait|croirait, de qui se moque, vous vous moquez|foutez
            tu te moques, vous vous fichez, se moque t on, se fout t on, n avez vous pas|aucune honte
            vous n avez pas honte, pas honte, jusqu a|ou quand, jusqu ou, a quoi bon, a quoi ca sert
            est ce bien serieux|raisonnable|normal, c est une blague, vous plaisantez|rigolez
            comment peut|ose|osez|pouvez on|vous etre|croire|oser|dire, comment osez vous, ou va t on
            on marche sur la tete, quoi de plus, qui ne, qui n, que demander de plus, et alors, n est ce pas
            pas vrai, vous croyez quoi, vous vous prenez pour qui, que voulez vous, vous vous rendez compte
            ca vous etonne, pourquoi s en priver, quoi encore, tu crois|penses, vous croyez|pensez que|qu|vraiment
            c est qui le|la, qui l eut cru, faut il rappeler|vraiment, est ce un hasard, coincidence, ca vous parle
            et apres, on fait quoi, est ce que j ai une tete, et puis quoi, et toi, et vous, tu ferais, vous feriez
            c etait quoi|qui|ou|comment|quand deja, comment deja, deja le|la
        """,
        (Cue.PROPOSES, 0.8): """
            et si vous|on|nous|la|le|les, vous devriez, on devrait, vous pourriez, on pourrait, nous pourrions
            pourquoi ne pas, pourquoi pas un|une|des, ce serait|serait bien|top|genial|super|chouette de|d|si|que|qu
            ce serait|serait utile|interessant|ideal|pratique|cool|judicieux de|d|si|que|qu
            il serait bien|bon|utile|interessant|judicieux|souhaitable|pratique|opportun de|d|que|qu
            une|ma|petite|autre|autres suggestion, suggestion*, idee pour, une idee pour, petite idee
            une|mon idee en, simple idee, je|nous propose|proposons|suggere|suggerons de|d|que|qu|un|une
            j aimerais|adorerais|apprecierais pouvoir|avoir|voir|que|qu|bien pouvoir|trouver
            on aimerait|adorerait pouvoir|avoir|voir|que, avez vous pense|songe|envisage, as tu pense
            vous avez pense a, pensez a proposer|ajouter|mettre|prevoir|inviter, ce qui serait, ce qui manque c est
            a quand un|une|des|le|la, il faudrait, faudrait, vous gagneriez a
            n hesitez pas a ajouter|proposer|mettre
            pourriez|pouvez vous ajouter|proposer|envisager|mettre|creer|organiser|prevoir, on peut imaginer
            imaginez un|une, voici une idee|proposition, mon souhait, je verrais bien, ca vaudrait le coup de|d
            l ideal serait, vous avez deja pense|envisage|songe, avez vous deja, gagnerait|gagneriez|gagneraient a
            si je peux me permettre, si je puis me permettre
            pour la prochaine|le prochain … prevoyez|pensez|mettez|ajoutez|faites|organisez, plus un pour
            il y aurait un|une, je vote pour, ferait gagner, il suffirait de|d, il vaudrait mieux
            pourquoi vous ne faites|proposez|mettez, dans l ideal, manque plus que|qu, a ajouter dans|sur|a
            je reve d|de, ajoutez|installez|creez|organisez|prevoyez|mettez un|une|des, ne vous tente|tenterait pas
            je lance|soumets|propose|partage l idee|une idee, changerait la vie|tout, gagnerait en
            autant garder|prevoir|mettre|ajouter|faire, ne serait il pas, il serait sense|sage|malin|temps de|d
            ne pourrait|pourrions|pourriez|devrait|faudrait … pas, si jamais vous refaites|changez|prevoyez|ouvrez
            j ai pense a une|un|quelque
            serait|seraient bienvenu|bienvenue|bienvenus|appreciable|precieux|la bienvenue
        """,
        (Cue.ADMIRES, 0.8): """
            bravo*, chapeau, felicitations, j|on|nous|ai adore|adorons|adorais
            adore votre|vos|ce|cette|ces|ton|le|la|les
            je|on recommande|recommandons vivement|chaudement|les|fortement|sans|a, genial*, formidable*, excellent*
            magnifique*, superbe*, merveilleu*, remarquable*, impeccable*, exceptionnel|exceptionnelle|exceptionnels
            passionnant*, delicieu*, fantastique*, sublime*, splendide*, extraordinaire*, epoustouflant*
            irreprochable*, divin*, parfait|parfaite|parfaits|parfaites|parfaitement, au top, top du top
            rien a redire, un regal, une pepite, une merveille, une reussite, un delice, coup de cœur
            quelle belle|bonne|superbe, quel plaisir|bonheur|beau|talent
            tres|trop|vraiment|super|si content|contente|contents|satisfait
            tres|trop|vraiment|super|si satisfaite|satisfaits|heureux|heureuse|beau
            tres|trop|vraiment|super|si belle|bon|bonne|bien|agreable|sympa|utile|reussi|reussie
            ravi|ravie|ravis|ravies, enchante|enchantee d|de|par, continuez comme ca|ainsi, longue vie a
            m a sauve|bluffe|conquis|conquise, tient ses promesses, le|la|les meilleur|meilleure|meilleurs|meilleures
            je suis fan, je suis bluffe|bluffee|conquis|conquise|emerveille|emerveillee, avec plaisir
            super|bel|bon accueil|travail|moment|equipe|boulot|initiative|article|idee|dossier
            belle|tres|bonne initiative|surprise|equipe|reussite
            merci pour|de … passionnant*|genial*|excellent*|superbe*|precieu*
            merci pour|de … formidable*|travail|gentillesse|professionnalisme|efficacite, les yeux fermes
            j|nous avons|ai adore|kiffe, je kiffe, hyper|ultra efficace|pratique|pro|gentil|gentille, bien merite
            quel pro, mention speciale, immense|grand|grands|enorme|mille|tout gros merci|mercis|bravos
            fier|fiere|fiers|fieres de|d, vous etes geniaux|super|formidables|des amours|anges|les meilleurs|au top
            jamais regrette|decu|decue, a recommander, tient toutes ses promesses, limpide*, foncez, courez y
            allez y, je valide, comme on aimerait, comme on en voudrait, bouleverse|bouleversee|bouleverses
            eblouissant*, eblouie|eblouis, ebloui, emouvant*, somptueu*, captivant*, exquis|exquise, savoureu*
            hilarant*, inoubliable*, quelle reussite|claque|merveille|decouverte|pepite|chance|ambiance|equipe
            quel match|regal|spectacle|concert|talent|accueil|travail, avec impatience, mon|notre prefere|preferee
            gros coup, a devore, devore le|la|ce|en, topissime, nickel, canon, extra, genialissime, tip top
            rien a dire, un plaisir, que du bonheur, un grand merci, sans faute, le top, tout etait|est parfait
            on se sent bien, je ne peux que|plus, ne peut plus s en passer, digne de ce nom
            d une grande qualite|gentillesse|finesse, de grande qualite, tres grande qualite, un|une sans faute
            coup de chapeau, chapeau bas, la classe, grace a vous, avec soin
            on sent qu ils|qu elles|que … aiment|soignent, merite bien|amplement|le|sa, bien merite*, ca devient rare
            des frissons, vous faites un travail, ne lachez rien, connaissent leur metier
        """,
        (Cue.ADMIRES, 0.4): """
            super, j aime, on aime, bon, bonne, beau, belle, bien fait, agreable*, sympa*, sympathique*, utile*
            competent*, efficace*, clair, claire, rapide|rapides, gentil*, souriant*, a l ecoute, confortable*
            pratique*, interessant*, content|contente|contents, satisfait*, enfin un|une, joli|jolie|jolis|jolies
            bien illustre, fier|fiere|fiers, patient*, drole*, doux, douce, soigne*, soignee, attentionne*
            disponible, ponctuel*, accueillant*, chaleureu*, quelle, quel, voila du|de|un|une, enfin, plaisir
            merci a|aux|pour, hate de|d, vivement, reussi*, elegant*, solide*, bluffant*, inspirant*, touchant*
            genereux|genereuse, amour*, sourire, le soir meme, precis, on reviendra, je reviendrai, nous reviendrons
        """,
        (Cue.DEPLORES, 0.8): """
            decu|decue|decus|decues, deception*, decevant*, nul|nuls|nulle|nulles, pourri|pourrie|pourris
            lamentable*, catastrophe, catastrophique*, desastre, desastreu*, n importe quoi, la|le pire
            pire experience|achat|service, a fuir, fuyez, ras le bol, ras le cul, marre de|d, plus jamais
            insupportable*, inadmissible*, inacceptable*, scandaleu*, honteu*, ne|n recommande pas|plus, deconseille
            ca me|nous|m saoule|gave|enerve|soule, m agace, c etait mieux avant, ne vaut … pas, vaut pas le coup|prix
            minable*, pitoyable*, mediocre*, ridicule*, pas terrible|fameux|genial|top, trompeu*, pas serieux
            regrettable*, deplorable*, trop cher|chere|chers|cheres, de la merde, c est de la, horrible*, affreu*
            infect*, immangeable*, illisible*, inutilisable*, incomprehensible*, imbuvable*
            je n|ne ai|l|les pas aime|apprecie, n ai pas|rien|jamais aime|apprecie, pas aime
            mal concu*|fait|pense*|fichu*|organise*|traduit*, je|on trouve dommage, un|une honte, du grand n importe
            quelle honte|deception|plaie|horreur, mecontent*, exaspere*, deg, degoute|degoutee, ecœurant*, ecoeurant*
            contradictoire*, ne m y retrouve, m y retrouve plus, ce n|n est pas une|un vrai*, bacle|baclee|bacles
            sans interet, aucun interet|gout, laisse|laissent a desirer, service deplorable, c est abuse
            abuse|abusez, zero pointe, une blague, une arnaque, perte de temps
            mauvaise impression|experience|surprise|qualite|foi, aussi mauvais*, tres mauvais|mauvaise|mal, daube
            une purge, une plaie, une galere, quelle galere|purge|daube|deception|tristesse|arnaque|misere
            rien ne va, me|nous fatiguez|fatigue|saoulez|soulez|gonflez|gonfle, passe mon chemin, on repassera
            bonjour la qualite|l, degueulasse*, infernal*, ignoble*, abominable*, consternant*, desolant*
            affligeant*, navrant*, revoltant*, indigne*, inepte*, soporifique*, insipide*, immonde*, deplaisant*
            desagreable*, incompetent*, bacle*, mensonger*, absurde*, aberrant*, incoherent*, injuste*, excessi*
            plus du tout envie, je regrette d|mon|cet, on s est ennuye, ennuyeu*, je suis furieu*, furieu*, en colere
            outre*, ca craint, craignos, pas a la hauteur, pas digne, aucun respect, se moque|moquent du|de|des
            on se moque, mal accueilli*, jamais vu ca, du foutage, de pire en pire, rien a sauver, une honte
            laisse|laissant a desirer, ai|avons|avez soupe de, vous etes fichus|moques|foutus de
            le niveau a … baisse, a la baisse, est|sont|etait|etaient|tres|trop|bien|vraiment sale|sales
            furieuse|furieux, quelle tristesse, pas convaincu|convaincue|emballe|emballee, marre, aucun sens
            cherchez l erreur, tiede|tiedes
        """,
        (Cue.DEPLORES, 0.4): """
            dommage, malheureusement, mauvais|mauvaise|mauvaises, bof, pfff, pff, mal, triste*, cher|chere, faible
            penible*, agacant*, enervant*, moche*, lourd|lourde, fatigant*, par contre, seulement le|la
            contraste trop, trop de|d|peu, hausse de, augmentation de, pas clair|claire|pratique|normal, faute de
            inquiet|inquiete|inquiets, encore un|une, rarement, vide, bruyant*, lent|lente|lents, complique*, froid*
            dur|dure, absent*, oublie*, beaucoup trop, c est beaucoup, attention, pourtant, aucune|aucun, pas une|un
            sauf que, decidement, deplace*, discutable*, contestable*, etonne*
        """,
        (Cue.FAILS, 0.7): """
            ne|n … fonctionne|marche|marchent|fonctionnent|repond|repondent|charge|s ouvre|ouvre pas|plus
            marche|fonctionne|repond|repondez pas|plus|jamais, plante|plantent a|des|depuis|tout|sans|quand|au
            en|de panne, en retard, retard de|du, en rupture, impossible d|de, tombe|tombee en panne
            s est casse|cassee, casse|cassee au bout|en|apres, defectueu*, bug|bugs|bogue|bugue
            erreur 404|404|500|serveur, n ai|a|avons|ai toujours|encore|jamais|rien pas|rien|jamais|recu, rien recu
            jamais recu|arrive|arrivee, toujours pas|rien, personne n|ne a|repond|m
            sans jamais|aucune|la moindre lire|reponse|repondre|explication, au lieu de|d
            qui devait|devaient|devrait, j attends|attend|attendons depuis|que|un|le|mon|toujours
            fait … jours|semaines|mois que, depuis … jours|semaines|mois
            heure|heures|minutes de queue|attente|d attente|retard, oublie completement|de|d|totalement, il manque
            manque un|une|des|d|de, ne commence pas, reste|restent gris*|bloque*|vide, bloque|bloquee|bloques
            ai|avons|a manque|rate … correspondance*|train|rendez|bus, supprime|supprimes|annule|annulee
            le micro gresille, gresille, trop de plastique, date|datent de, ment|faux, erreur dans|de|sur, inexact*
            aucune description, plus petites, inaccessible*, n est accessible, aucune … accessible
            perdu|perdue|abime|abimee dans|par|mon|ma|mes, refuse de|d, ne|n … sur, renvoye … fois, facture deux|en
            la plupart … travaillent, deja fixe, ne dure que, on nous promet, coupure|coupures
            passe|passent sous silence, pas une ligne|un mot
            ne|n entend|entendait|voit|voyait|comprend pas|rien|plus, renvoie sur|vers une page
            page vide|blanche|introuvable, lien casse|mort, tourne en boucle, raccroche*
            coupe|coupent au bout|sans|toutes|tout, etaient|etait ferme*|sale*|absent*|froid*, techniciens
            n est pas|plus indique*|precise*|mentionne*|signale*|disponible|conforme
            ma|mon fille|fils … plaques|malade|allergie, suppose qu, renvoye|renvoyee de|d|vers, debite|preleve deux
            mauvaise adresse|taille|couleur|reference, jamais livre|livree|rappele|rappelee
            sans prevenir|explication|reponse|preavis, se decolle*, se dechire, dechire*, fuit, surchauffe*
            rame|rament, freeze, beugue, bugge, ne tient pas, s arrete, deconnecte, disparu|disparue|disparus
            inexploitable*, obsolete*, perime*, fautes d orthographe, faute d orthographe
            chauffe|chauffent tellement|trop|enormement|beaucoup, a mes frais, renvoyer|retourner … fois
            ne tient|tiennent pas compte
            ne|n peut|peuvent|ai|pouvons|pouvez pas|plus suivre|acceder|entrer|payer|lire|entendre|utiliser
            arrets|trains|bus supprimes
            trop lourd|lourde|petit|petite|long|longue|lent|lente|bruyant|bruyante|complique|compliquee
            trop froid|froide|fort|forte|serre|salee|sucre|gras|courts|court|etroit|etroite|sombre
            il n|ny|n y a|avait pas|plus|aucun|aucune, y a pas|plus, ne sont|est|fonctionne plus
            refuse|refusee|refuses|refusees a|l|par, deteint, s arretent|arrete net, sentait|sent le|la|mauvais
            surtaxe*, raccroche|raccrochent, n a|ont rien propose|fait|dit
        """,
        (Cue.INSULTS, 0.9): """
            escroc|escrocs, voleur|voleurs|voleuse|voleuses, menteur|menteurs|menteuse|menteuses, ordure|ordures
            pourriture|pourritures, charlatan|charlatans, abruti|abrutis|abrutie, cretin*, imbecile|imbeciles
            connard*, salaud*, salopard*, assassin|assassins, criminel|criminels, fasciste|fascistes, nazi|nazis
            facho|fachos, hypocrites, parasites, vautours, rapaces, pollueurs, empoisonneurs
            corrompu|corrompus|corrompue, vendu|vendus, ripoux, pourris, incapables, bande de|d
            honte a vous|toi|eux|cette, boycott|boycottez|boycottons, boycott*, fermez la, ta gueule, vos gueules
            allez tous|vous, allez au diable, au diable, en prison, crever|crevez, degagez|degage de|d|vite|tous
            vous allez|va le regretter|payer|couler, allez couler, on se verra|retrouvera au tribunal
            j espere que … couler|coulerez|fermerez|faillite, plus un mot de, vous ment|mentez|volez|empoisonnez
            exploite|exploitez … enfants, arnaque totale, arnaqueur|arnaqueurs
            est|sont|vous|un|une un|etes incapable|idiot|idiots|debile|debiles|nuisible|nuisibles|salope, sales cons
            cons, connasse*, encule*, vous n etes que des, votre|leur propagande, propagande, crapules|crapule, mafia
            mafieux, truand|truands, gangster|gangsters, lache|laches, bouffon|bouffons, clown|clowns
            guignol|guignols, raclure|raclures, batard|batards, fumier|fumiers, tocard|tocards, traitre|traitres
            cingle|cingles, tare|tares, pervers, degenere|degeneres, secte, malfrats, pilleurs, negriers
            esclavagistes, pollueur, empoisonneur, menteuse, hors d etat de nuire, tous pourris, crevez, creve
            il faut|faites|va les|vous|falloir couler|fermer|boycotter|degager|virer|detruire, les|vous couler
            aussi bete|con|stupide que, ils|vous mentent|trichent|volent|tuent|empoisonnent
            tuent|empoisonnez|empoisonnent, grosse|grosses|des|une|de merde|merdes, es|est|etes qu un|une|des
            sac a merde, fils de pute|chien|chienne, va crever, va te, allez vous faire, espece|especes de|d
            pauvre|pauvres type|types|cons|con|tache|naze|nazes, on va vous, on vous retrouvera, vous etes finis
            assassins, complices, collabos, sale type|con|conne|race|menteur|voleur
            merite|meritent|meritez|merites des|une claques|gifles|baffes|correction|prison, bandit|bandits
            profiteurs, sucent le sang, retourne|retournez|retournent d ou|dans ton|chez, vampires
            vous finirez par payer, faudrait|faut|devrait tous|toutes les|vous enfermer|virer|fermer|pendre|jeter
            charognards|charognard, tricheurs, gros porc, porcs
        """,
        (Cue.SELLS, 0.5): """
            cliquez ici|sur|vite, gratuit|gratuite|gratuits, inscrivez vous|toi, inscription gratuite
            profitez … offre|vite|promotion, offre exceptionnelle|speciale|limitee, code promo, promo
            livraison gratuite|immediate, contactez|ecrivez nous|moi|m, par whatsapp, whatsapp, telegram
            lien en|dans bio|ma, garanti|garantis|garantie|garanties, rejoignez notre|nos|mon canal|groupe|vip
            abonnez vous, devis gratuit, devis seo, pour seulement, seulement 19|29|9|99, vip, pas cher|cheres
            reclamez, votre site, visiteurs, trafic pour, tarifs, en ligne, depuis chez vous|toi, pres de chez vous
            soldes*, bonus, astuce, montres de luxe, premier depot, vite, notre agence, prospects
            demandez votre|une demo, demo, en prive, mp, dm, cette methode, mon salaire, streaming, film complet, hd
            webmaster, classement, positionnement, audit offert|gratuit, audit, prix casses, pour commander
            sacs de marque, gros lot, reponse en 24, livraison 48, plus de clients|trafic|visibilite|abonnes
            vous voulez|souhaitez plus, sans engagement|effort|risque, methode, formation offerte|gratuite
            revenu|revenus passif|passifs|complementaire|complementaires, place|places limitee|limitees
            offre valable, cadeau, jackpot, multipliez, boostez, generez, genere, independance financiere
            liberte financiere, je vous explique, je vends, adresses mail|email, seulement aujourd hui
            aujourd hui seulement, nos produits, ecris moi, tes propres revenus, gagne tes, eligibilite
            panneaux solaires, ambassadrices, minceur, nous avons remarque que, optimise pour, trading, rentable des
            dans mon profil
        """,
        (Cue.SELLS, 0.8): """
            gagnez … €|euros|500|1000|argent|jour, gagner de l argent, casino*, rencontres coquines|sexy|chaudes
            echange de liens, backlink*, article invite|sponsorise, lien dofollow, dofollow, da 54|50|40|60
            premiere page|position de|sur google, propulser votre site, referencement de votre site, credit rapide
            pret rapide|entre particuliers, sans justificatif*, abonnes instagram|tiktok, followers, bitcoin, crypto*
            forex, trading, rendement garanti, voyant*, marabout*, etre aime, viagra, cialis, sans ordonnance
            paris sportifs, pronostics gagnants, pronostic*, perdez … kilos, maigrir vite
            avez ete selectionne*|tire*, iphone gratuit, votre cadeau, agrandir votre, visiteurs garantis, netlinking
            expertise seo, seo, double mon salaire, revenus passifs, pret entre, ameliorer votre referencement
            prospects qualifies, streaming hd, cher webmaster, pret de|d
        """,
        (Cue.REPORTS, 0.6): """
            selon l|le|la|les|une|un|des, d apres une|un|l|le|la|les, aura|auront lieu, a lire dans|sur|chez, a lire
            communique, revue de presse, offre d emploi
            rendez vous le|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|a|au|ce
            nouvel|nouveau episode|numero|article|billet, inaugure|inaugurent|inaugurera
            annonce|annoncent|annoncera|a annonce, publie|publient|publiera
            ouvre|ouvrent|ouvrira un|une|ses|son|en|le|la, lance|lancent|lancera un|une|son|sa|le|la
            leve|levent … millions|million, recrute|recrutent, organise|organisent un|une|des|le|la
            a|ont ete nomme*|elu|elue|elus|inaugure*|adopte*|vote*|retenu*|presente*|signe*|publie*
            a|ont vote|rejete|adopte|publie|annonce|signe|ouvert|lance|remporte|presente|approuve|decide
            s est declare|tenu|tenue|declaree, est|sont decerne*|attribue*|ouvert*|prevu*|organise*
            travaux rue|sur|avenue|place|boulevard, circulation alternee|coupee, jusqu au, a partir du
            une etude de|d|publiee|parue, entretien avec, chiffre d affaires, revient|reviennent dans
            le conseil|tribunal|ministere|prefet|maire|departement, la mairie|metropole|prefecture|region|commission
            paru|parue|parus lundi|mardi|mercredi|jeudi|vendredi|hier|ce, conference de presse, point presse
            sans faire de blesse*|victime*, inscriptions ouvertes
            annonce|annoncent|annoncait le|la|les|un|une|son|sa|que|qu|l|avoir
            fermera|fermeront|accueillera|accueilleront|debutera
            debuteront|debute|debutent|demarre|demarrent|demarrera, recoit|recoivent le|la|un|une|l
            prevu|prevue|prevus|prevues le|la|en|vers|pour|a|au|samedi|dimanche|lundi, disponible*
            retour a la normale, d ici a|la|l|fin, en raison de|du|des|d, panne d electricite, vu dans|sur
            avance|avancee|reporte|reportee|decale|decalee au|a|du, foyers, correctifs, label, prolongation
            jour ferie, habitants, electrifier, signe|signent un|une|avec, remporte|remportent le|la, deces de|d
            est decede*|mort|morte, nomme|nommee, vote le|la|les|du, a l ordre du, budget|chantier|travaux de|du
            a l occasion de|du|d, pour la premiere fois, millions d euros, milliards, par rapport a, hausse|baisse de
            le club|groupe|gouvernement|syndicat|parlement|senat, la banque|ville|commune|societe|police|justice
            l entreprise|association|agence|usine|hopital|ecole|universite, devoile|devoilent
            a|ont progresse|augmente|baisse|recule|chute|diminue de, en un an, compte rendu de|du, adopte a
            a l unanimite, en greve, vigilance, emploie|emploient desormais, convention, concerts, edition du|de
        """,
        (Cue.MOCKS, 1.0): """
            merci bien, bravo l|les artiste*|champion*|gars|genies|as, quel bonheur, on adore, ironie, sarcasme, lol
            mdr, ptdr, xd, formidable n est, c est ca oui, bien sur, mais bien sur, comme par hasard, la bonne blague
            ben voyons, encore un|une train|bus|retard|panne|greve, tellement, du grand art, ah oui, bravo quand meme
            merci qui, on applaudit, champions du monde, quelle surprise, quelle idee geniale, quel talent pour
            chapeau les artistes, s appelle, ah bah|ben, eh ben bravo, ben bravo, bah bravo, oh bravo
            magnifique|genial|super|parfait|formidable encore|toujours|maintenant
            bravo|merveilleux|excellent|top|chouette encore|toujours|maintenant
        """,
        (Cue.PROPOSES, 0.4): """
            eviterait, permettrait, aiderait, faciliterait, a mon avis, selon moi
            serait top|super|bien|parfait|genial, rendrait, simplifierait, profiterait a, interesserait, voyez si
            a l avenir, prochaine edition
        """,
        (Cue.FAILS, 0.4): """
            n ont|a pas de|d, doit|doivent marcher, tellement qu, deux tiers, depuis que, a du, j ai du
        """,
        (
            Cue.TURNS,
            0.0,
        ): "mais, par contre, cependant, toutefois, neanmoins, sauf, en revanche, pourtant, seulement, hormis, malgre",
    }
)
NEGATORS = word_list("pas jamais aucun aucune sans ni guere rien point")
NEVER_MEANT = (
    "pas mal",
    "ne dis pas",
    "dis pas que",
    "pas si mal",
    "sans plus",
    "pas un mot",
    "dans la piece",
    "dans le film",
    "dans le roman",
    "traite son",
    "traite sa",
    "raconte",
)
AUTHOR_OR_READER = word_list("je j m me moi mon ma mes vous votre vos tu toi ton ta tes nos notre")
TARGETS = word_list("vous votre vos tu toi ton ta tes t ces cette ce cet ils elles eux leur leurs notre nos")
READER = word_list("vous votre vos")
FAMILIAR = word_list("tu te toi ton ta tes")
ASKING = word_list(
    """comment pourquoi quand ou quel quelle quels quelles combien qui que quoi lequel laquelle lesquels
    lesquelles qu est y peut peuvent"""
)
# « livrez-vous », « circule-t-il », « y a-t-il »
INVERSION = r"\w+(?:-t)?-(?:vous|tu|il|elle|ils|elles|on|je|nous|ce)\b|\best-ce\b|\best ce qu"
HOLDS = word_list(
    """car parce puisque depuis quand lorsque alors deux trois quatre cinq six dix fois chaque semaines jours
    mois heures heure minutes vingt trente quarante cinquante cent mille quart demi euros faudrait manque
    plutot notamment exemple faute"""
)
# What a judgement may be about, so that news of a catastrophe is no criticism.
SUBJECTS = word_list(
    """service services appli application site page boutique magasin personnel equipe support client clients
    livraison colis commande produit produits prix entreprise marque banque qualite emballage experience
    argent remboursement compte article podcast guide rapport exposition musee mediatheque bus train billet
    billets menu repas plat plats mise version conseil guichet queue abonnement facture lettre pub publicite
    campagne ecran assistance courriel mail film spectacle piece match club entraineur tribune couvercle
    casque micro graphique chiffres formulaire concertation savon pain creme livre jeu accueil reseau ligne"""
)
# A sentence that begins so asks, with or without its mark.
OPENS = re.compile(
    r"(?:(?:bonjour|bonsoir|salut|slt),? )?(?:est[- ]ce que?\b|qu'est[- ]ce|y a[- ]t[- ]il|comment (?:faire|on fait|puis)"
    r"|(?:pouvez|savez|avez|auriez|pourriez|livrez|faites)[- ]vous\b)"
)
