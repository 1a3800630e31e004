"""Cues of English. Written by hand for Entregent; measured by evaluation/sorts.py."""

import re

from entregent.core.sorts.sorts import Cue
from entregent.core.text.phrases import Phrases
from entregent.core.text.word_list import word_list

PHRASES = Phrases(
    {
        (Cue.ASKS, 0.8): """
            d like to know|understand|find, would like to know|understand|ask, want|need to know
            wondering|wonder if|whether|how|why|when|where|what|who
            could|can|would|will you … tell|let|explain|confirm|clarify|advise|help
            let me|us know if|whether|how|when|where|which|what, do|would you know|happen
            does|do anyone|anybody|someone know|have, anyone|anybody know|knows
            any idea|ideas|news|update|date|chance|plans|word how|when|if|on|of|for|about
            quick|one|a|my question for|about|on|regarding|is, have|got a question
            not sure how|where|when|whether|if, can't find|figure|work where|how|out, don't understand how|why|when
            is it possible to, is there a|any way, would|do you have|know … pls|please|plz|link|number|address
            can't find|locate … page|link|form|anywhere, do you still|have|offer|ship|sell|take
            please tell|advise|confirm|let, who do|should|can i contact|talk|write|ask, is that right
            where can i|we|one, hoping to find|know, need help with, looking for the|a|an
        """,
        (Cue.RHETORICAL, 1.0): """
            who could|can|would still|even|possibly believe, who believes|cares|needs, who are you trying|kidding
            are you kidding|joking|serious|insane, how dare, what s the point, have you no shame|decency
            don't you have any shame, aren't you ashamed, how can you|anyone|they|we live|sleep|believe|justify
            how could you|anyone, isn't it, aren't you|they, what could possibly, what more, what did you expect
            where will it end, why bother, what a joke, do you think we|you|i, so what, who knows, who would have
            when will you|they ever|finally|learn, are we supposed|really, what else is new
            what were they|you thinking, is this a|some joke, do you think it|that|this|they, who s the|a
            who is the best|greatest, coincidence, need i say, is it any, what s not to, do i look, remember when
            guess what, guess who, and you, what would you, in my place|shoes, called again, what was it, name again
            what s his|her|that name
        """,
        (Cue.PROPOSES, 0.8): """
            what if you|we|they|the|there
            it would be nice|great|good|useful|helpful|lovely|handy|cool|wonderful|better to|if
            woulit d be nice|great|good|useful|helpful|lovely|handy|cool|awesome|wonderful to|if|is|for
            you|they|we should|could|ought add|run|offer|make|open|put
            you|they|we should|could|ought try|have|consider|organise|organize|provide|let
            you|they|we should|could|ought create|start|host|set|also|really|maybe
            you|they|we should|could|ought plant|do|use|give|include|think|publish, should|could consider|add
            a|one|my|another|small suggestion, suggestion*, idea for, just an|a idea|thought|suggestion
            here s|is an|a idea|thought|suggestion, why not, d love|like to be able|see|have
            would love|like to be able|see|have, i|we propose|suggest, have you thought|considered|tried
            ever thought|considered, how about, consider adding|offering|making|inviting|opening|putting
            please add|make|bring|consider adding|offer|include|create a|an|it|some|the|more|adding|another
            feature request, wish you|there|it|we had|would|could|was|were, should be a|an|more, there should be
            needs to be a|an, my wish, you might want|consider, it might be worth|good
            could you add|make|offer|include|consider, perhaps|maybe you|we could|should|might
            let s start|create|plant|make, have you ever considered|thought, if i may, would save
            i can imagine|picture|see a|an, would do well to, in my opinion … should|would|could
            there is|s a great|good story|piece, for the next|your edition|issue|version|time, 1 for, i vote for
            why don't you|we, why doesn't, it might help, would be an improvement, ideally
            put|add|install|create|plan|provide|organise|organize|introduce|offer|open a|an|some|more
            let us choose|filter|pay|pick|export, give us a|an|the|more, please bring back
            would be better|easier|simpler if|with|to, my suggestion, wish list, i dream of, doesn't that tempt
            floating|float|pitch the|an|this idea, would change the lives, would gain from
            may|might as well keep|add|plan|put|have|make, it would be sensible|wise|smart, it's time to
            couldn't|shouldn't|wouldn't|can't we|you|the|they, if you ever redo|change|plan|open
            would be welcome|appreciated, here s a thought|idea, do add|consider|keep|put|make
        """,
        (Cue.ADMIRES, 0.8): """
            well done, congratulations|congrats, love your|the|this|it|these|that|my|how
            loved your|the|this|it|every, highly|strongly|thoroughly|would|can recommend*|definitely
            recommend it|this|them to, excellent*, wonderful*, amazing*, fantastic*, brilliant*, outstanding*
            superb*, magnificent*, gorgeous*, delicious*, flawless*, fabulous*, awesome, incredible*, fascinating*
            perfect|perfectly, top notch, first class, world class, second to none, hats off, kudos
            shout out|outs to, keep it up, keep up the|your, lifesaver, a life saver
            real|absolute|such a|pure treat|gem|pleasure|delight|joy
            so|very|really|extremely|super happy|pleased|satisfied|impressed|good|helpful
            so|very|really|extremely|super friendly|proud|grateful|beautiful|useful|nice|kind, delighted with|by|to
            thrilled with|by|to, the best, hands down, can't fault|praise|thank, couldn't be happier
            keeps its|their promises, five stars, 5 stars, blown away
            great|lovely|fantastic job|work|team|service|welcome|article|experience
            great|lovely|fantastic product|place|people|initiative|read|event|day
            what a|an lovely|great|wonderful|brilliant|beautiful|fantastic, never disappoint|disappoints
            well deserved, big|huge fan|thanks|thank to, learned|learnt so much, exceeded|beyond my|all expectations
            made my|our day, impressed by|with, special mention
            huge|many|massive|big|a|enormous thanks|thank|congratulations to|you, proud of|to
            you are|re stars|the best|amazing|legends|angels|a star|wonderful|heroes, never regretted|disappointed
            what a match|show|team|place|concert|book|night|find|gem|treat|star|performance, crystal clear
            deeply moved, moved to tears, go and see, go see it, can't wait for|to, i wish we saw more
            the kind of … more, does everything it|they, does what it, devoured the|it|this, spot on, mind blowing
            breathtaking, stunning, exquisite, hilarious, unforgettable, heartwarming, inspiring, impeccable
            marvellous, marvelous, terrific, splendid, my favourite|favorite, a must, must see|read|try
            life changing, game changer, 10 10, a joy to, pleasure to, nothing but praise, can't recommend … enough
            couldn't ask for, above and beyond, made my day, faultless, best in, five star, tip of the, pure class
            because of you, with care, you can tell they|that, goosebumps, doing vital|essential|great|important
            know their trade|stuff|job|craft, essential reading, don't see that often, nothing to add
        """,
        (Cue.ADMIRES, 0.4): """
            i like, we like, like your, good, nice, lovely, great, helpful, friendly, competent, clear, comfortable
            useful, attentive, pleased, happy with, at last a, enjoyed, beautiful, interesting, works well, smells
            easy to, worth every, solved, glad, patient, funny, efficient, soft, thoughtful, punctual, welcoming
            warm, what a, at last, finally, thanks to|for, looking forward, elegant, sturdy, touching, generous
            smile, quick, fast, delight*, tasty, reliable, polite, smooth, neat, be back, come back, coming back
        """,
        (Cue.DEPLORES, 0.8): """
            disappoint|disappointed|disappointing|disappointment, rubbish, terrible|terribly, awful|awfully, horrible
            worst, disaster, disastrous, pathetic, unacceptable, unbearable, appalling, dreadful, atrocious
            disgraceful, ridiculous, useless, hopeless, never again, avoid, stay away
            complete|total|absolute|a joke|waste|shambles|mess|farce, fed up, sick and|of tired|your, sick of
            letdown, let down, underwhelming, overpriced, it was better before, no longer|not worth
            isn't|not good enough, not recommend, wouldn't|don't|cannot recommend, didn't|don't like|enjoy|care
            not like|enjoy|impressed|happy|serious|acceptable, misleading, contradict*, unreadable, unusable
            laughable, shoddy, poor|poorly|poorer service|quality|contrast|designed|made|written|job|customer
            expected better|more, a pity|shame that|because|as, it s a pity|shame, such a pity|shame, waste of, ugh
            that isn't listening, isn't a|an|real|listening, no taste|interest, too expensive, mediocre
            hate your|this|the|it|how, frustrat*, infuriating, annoying, sloppy, a disgrace, unprofessional
            worthless, sucks, crap, this bad, so bad, very bad, bad impression|experience|idea|service, waste of time
            time i won't, wear|wears me out, so much for, load of garbage|rubbish|nonsense|crap, garbage, a drag
            nothing works, moving on, disgusting, filthy, revolting, horrendous, abysmal, dire, lousy, dismal
            shocking, insulting, outrageous, absurd, nonsense, dishonest, unfair, careless, incompetent, too hard
            makes no sense, no sense, not up to, a nightmare, bored, boring, tedious, bland, tasteless
            regret buying|ordering|it, i'm furious, furious, angry, getting worse, worse and worse, never seen such
            no respect, not acceptable, left me|us cold, can't stand, drives me mad|crazy|nuts, not worth it|the|a
            hardly worth, a lot of hype, overhyped, overrated, livid, took us|me for a, have really|slipped
            standards have, up to here, what a sad|stupid|silly|ugly|pathetic, not convinced, meaningless, lukewarm
            ugly
        """,
        (Cue.DEPLORES, 0.4): """
            bad|badly, poor, sadly, unfortunately, meh, unhappy, boring, confusing, sad
            too much|many|few|little|small, dirty, slow, pity, shame, expensive, cheap, up 20|10|15|30, worried
            concerned, unclear, lacking, however, not very, weak, yet another, rarely, empty, noisy, cold, hard to
            careful, not one, only to, far too, is a lot, hangs, closed, neglected, questionable, surprised that
            though, nothing of
        """,
        (Cue.FAILS, 0.7): """
            doesn't|don't|won't|didn't work|load|open|answer|respond|start|working|not
            not working|working|responding
            crashes|crashed|crashing when|every|each|all|on|as|after|since|constantly|whenever, broke|broken|breaks
            is|are|was|been|were late|down|delayed|cancelled|canceled|stuck, delay of|of the, out of order|stock
            impossible to, can't|cannot open|log|access|reach|find|use|get|pay|read
            never|not received|arrived|answered|came|got|replied|turned
            still|have not received|arrived|answered|replied, still waiting, still no reply|answer|refund|news
            haven't received|heard|had, nobody|no one answered|answers|replied|responds|replies|called|told
            without reading|any|even|warning, instead of, supposed to, been waiting, took … weeks|days|hours|months
            hour|hours|minutes in|late|queue|wait|waiting|delay the|queue, leaves|left out, missing a|the|from|an
            there is|s no, doesn't start, stays|stayed grey|gray|blank|stuck|frozen
            missed … connection*|train|appointment, faulty, defective, bug|bugs|buggy, error 404|500|message
            lost my|our, crackles, date|dates from, out of date|outdated, wrong|incorrect|inaccurate
            none of … open|accessible|available, charged twice|me, no image|subtitles|explanation|description*
            smaller portions, at work, already fixed, only lasts, we were promised, same canned, too much plastic
            for lack of, so we chain, arrived|came|was|were|is damaged|leaking, leaks, stopped working
            keeps crashing|failing|freezing, line drops, drops every|out, cuts out|off, hangs up
            say|says|said nothing of|about, no way to, not one line|word|mention, round in circles, empty|blank page
            leads to a|an|nowhere, broken link, dead link, came out in, rash
            isn't on|in|listed|mentioned|indicated|available|included, were closed|shut|dirty|filthy|empty|cold
            three different, you miss|missed half|most, can't hear|see, engineers
            without notice|warning|explanation|telling, wrong size|colour|color|address|item|order|name, overcharged
            charged for, peeled|peeling off, tore|torn, overheats|overheating, lagging|laggy|lags, freezes
            logs|logged me, disappeared, vanished, expired, typos, typo, spelling mistakes
            never delivered|called|came, hung up, passed from|around, no subtitles|ramp|lift, assumes that|you
            so hot that, at my own|expense, send|sent it back, ignores, stops as soon, start all over
            cannot|can't follow|enter|hear|read|pay|use, stops removed|cancelled
            too heavy|loud|slow|small|long|short|complicated|cold|hot
            too tight|salty|sweet|greasy|big|narrow|dark|late|early, there is|are no|not, turned|sent away
            reeked|reeks|smelled|smells of|like|bad, premium rate, hang|hangs up, lost their|its colour|color
            has|have been out, right before the, offered nothing
        """,
        (Cue.INSULTS, 0.9): """
            crook|crooks, thief|thieves, liar|liars, scumbag*, scum, vermin, charlatan|charlatans, moron|morons
            idiot|idiots, imbecile*, bastard*, asshole*, murderer|murderers, criminals, fascist|fascists, nazi|nazis
            hypocrites, parasites, vultures, bloodsuckers, polluters, corrupt, sell out|outs, traitor|traitors
            scammer|scammers, fraudsters, bunch of, shame on you|them|this, boycott*, shut up, go to hell
            belong in jail|prison, in jail, rot in, you will|ll regret|pay, hope you go|die|fail|close|rot
            go bankrupt, see you in court, total|complete|pure scam|fraud, lying to|for, steal|stealing from
            exploits|exploit|exploiting children|workers|kids, get out of our, your|their propaganda|lies
            nothing but criminals|liars|thieves, is|are a|an|so|such incompetent|stupid|disgrace|evil|disgusting
            screw|fuck you|off|this, fuckers, piss off, poisoning our|us|people, drop dead, mafia, gangsters
            gangster, coward|cowards, clown|clowns, rats, traitors, perverts, cult, con artist|artists, cheats
            a fool, fools, piece|pieces of shit|crap|garbage|filth, dumb as, as dumb, as stupid, by any means
            must be stopped, die you|in, bring|take them|you down, they cheat|lie|steal|kill|poison, rotten to
            spread the word, you disgust, you are|re finished|a disgrace|pathetic|scum|evil, dickhead*
            wankers|wanker, twat|twats, prick|pricks, retard*, psychopath*, pigs, swine, slave drivers, we will find
            watch your back, your days are, deserve|deserves a slap|beating|kicking|prison, nasty piece
            send him|her|them back, bandits, freeloaders, line|lining their pockets, bleed|bleeding … dry, vampires
            teach you a lesson, pay for it, should all|be be|all locked|jailed|fired|shot, scavengers, thieving
            fat pig
        """,
        (Cue.SELLS, 0.5): """
            click here|below|now, free registration|audit|shipping|trial|quote|gift|seo, sign up now|today
            exclusive|special|limited offer|time, promo|discount code, sale 70|50|80
            contact|message|write|dm|email us|me|mr|to, whatsapp, telegram, link in bio, guaranteed
            join our|my channel|telegram|group, subscribe to vip, vip, for only|just, instant|immediate delivery
            hurry, claim your, our website|site|services, your website, cheap, no paperwork, simple trick
            luxury watches, first deposit, sign up, near you, from home, bonus, your rates, visitors, traffic for
            act now, our agency, qualified leads, leads, your demo, a demo, in private, dm, this method, my salary
            streaming, full movie, hd, webmaster, ranking, complimentary audit, audit, knock down, to order
            designer bags, wholesale, within 24, 48h delivery, more customers|traffic|clients|visibility|followers
            want|need more, risk free, no risk, free training|webinar|course, passive income
            limited spots|places|seats, gift, jackpot, boost your, grow your, skyrocket, multiply your
            financial freedom|independence, i explain everything, dear webmaster|owner|friend|sir, i sell, we sell
            email addresses, today only, only today, our products, our slimming, message me, your own income
            make your own, eligibility, solar panels, ambassadors, slimming, we noticed that|your
            optimised|optimized for, trading, profitable in, in my profile, per file
        """,
        (Cue.SELLS, 0.8): """
            earn … day|week|month|from, make money, casino*, hot singles|girls, link exchange, backlink*, guest post*
            sponsored post|article, dofollow, da 54|50|40|60, first page of|on google
            seo audit|services|expert|agency, quick loan, payday loan, buy … followers, instagram followers, bitcoin
            crypto*, forex, trading signals, guaranteed return|returns|profit, spell caster, lost love, viagra
            cialis, without prescription, sports betting, betting tips, winning tips, lose … kilos|pounds|kg
            been selected|chosen to|for, your gift|prize, enlarge your, visitors guaranteed, guaranteed visitors
            work from home, 70 on all, high authority, doubled my salary|income, passive income
            loans|loan between|offer, improve your ranking|seo, qualified leads, hd streaming, dear webmaster
            watch the full
        """,
        (Cue.REPORTS, 0.6): """
            according to, will take|takes place, taking place, press release|review, job offer|opening|vacancy
            join us on|at|for|this, new episode|issue|article|post|report out|is|now, announces|announced|announcing
            publishes|published, opens|opened|opening|reopens a|in|on|its|new|the, launches|launched|launching
            raises|raised … million, is|are hiring|recruiting
            has|have|had been appointed|elected|named|approved|published|signed|selected
            has|have published|dismissed|approved|voted|launched|announced
            has|have signed|opened|won|rejected|decided|confirmed, voted|approved|rejected the|a|on, broke out
            goes to the, prize goes, roadworks on|in, until 30|the|1|15|31|monday|friday, a|new study|report|survey
            finds|found|shows|reveals|says that, interview with, in revenue, return|returns to
            the council|court|mayor|government|ministry|minister|police|agency|authorities, city|town|county council
            out now, in the guardian|times|news|independent|telegraph, one year on, no one was hurt
            killed|injured|rescued|evacuated, death toll, magnitude, breaking, reports|reported|reportedly
            officials say|said, police say|said, confirmed|confirms, announces|announced that|the|a|its|plans
            will|to close|open|host|start|begin|receive|launch|reopen|welcome, receives|receive the|a
            starts|start|begins|begin on|at, power cut, version … available, available now|from, back to normal
            is|are|was|were moved|postponed|brought|extended to, bank holiday, homes affected, seen in the|a
            including the|those, by the end of, because of the, due to|by the, security fixes, contract until
            signs|signed a|an|with, wins|won the|a, died on|in|at|aged, has died, for the first time
            million|billion pounds|euros|dollars, compared with|to, rise|fall|rose|fell of|by|to
            the club|bank|union|city|parliament|senate|company
            the port|group|school|hospital|university|police|charity, wants to, residents, unveils|unveil|unveiled
            has|have grown|risen|fallen|dropped|increased|decreased|declined, in a year, minutes of
            adopted unanimously, unanimously, on strike, warning for, now employs, agreement on, death of
            who designed, line up, sign|signs a
        """,
        (Cue.MOCKS, 1.0): """
            thanks a lot, well done geniuses|guys|genius, what a joy|surprise|shock, we love it
            just what i|we needed, irony, sarcasm, lol, lmao, rofl, yeah right, of course you
            oh great|joy|wonderful|brilliant|fantastic, another cancelled|delayed|late, slow clap, big surprise
            as if, work of art, oh yes, ah yes, what a surprise, bravo then, hats off geniuses, is called
            nice one geniuses, a round of applause, oh well done, oh bravo, oh lovely, oh nice, oh good
            wonderful|great|brilliant|lovely|fantastic another|yet|now|still
            marvellous|marvelous|excellent|super|perfect|nice another|yet|now|still
        """,
        (Cue.PROPOSES, 0.4): """
            it would, this would, that would, would help, would make, would be great|nice|good|useful|handy
            in my opinion, next edition, next time, imho, in future, worth trying
        """,
        (Cue.FAILS, 0.4): """
            have|has no, has|had to walk|wait|call|send|pay, two thirds, ever since, except that
        """,
        (
            Cue.TURNS,
            0.0,
        ): "but, however, although, yet, except, though, nevertheless, shame, pity, unfortunately, despite",
    }
)
NEGATORS = word_list("not no never nothing nobody hardly without cannot isnt dont wasnt neither nor")
NEVER_MEANT = (
    "not bad",
    "not saying",
    "nothing more",
    "not a word",
    "not too bad",
    "in the play",
    "in the film",
    "in the novel",
    "calls his",
    "calls her",
    "tells the story",
    "the novel is",
)
AUTHOR_OR_READER = word_list("i im ive me my mine you your yours u ur we our")
TARGETS = word_list("you your yours u these this that s they them their our she he his")
READER = word_list("you your yours u ur")
FAMILIAR: frozenset[str] = frozenset()
ASKING = word_list(
    """what why when where who whom whose which how do does did is are was were will would can could should may
    have has had any am shall"""
)
INVERSION = (
    r"\b(?:do|does|did|is|are|was|were|will|would|can|could|should|may|have|has)"
    r" (?:i|you|u|we|they|it|he|she|there|the|this|that|these|your|anyone)\b"
)
HOLDS = word_list(
    """because since when whenever two three four five six ten times every weeks days months hours hour minutes
    quid pounds euros should twenty thirty forty fifty hundred thousand half quarter missing although instead
    after already"""
)
# What a judgement may be about, so that news of a catastrophe is no criticism.
SUBJECTS = word_list(
    """service services app apps site website page shop store staff team support customer customers delivery
    parcel order product products price prices company brand bank quality packaging experience money refund
    account article podcast guide report event exhibition museum library bus train ticket tickets menu meal
    food update version board council counter queue subscription invoice newsletter advert ad ads campaign
    formula screen helpline hotline email emails film show play match club coach stand lid headset microphone
    chart figures form consultation soap bread cream book game"""
)
# A sentence that begins so asks, with or without its mark.
OPENS = re.compile(
    r"(?:(?:hi|hello|hey|hiya)[,!]? )?(?:(?:do|does|did|is|are|will|can|could|would|has|have|should) "
    r"(?:the|there|this|that|it|you|u|your|anyone|anybody|someone|we|i)\b|how (?:do|can|much|many|long)\b)"
)
