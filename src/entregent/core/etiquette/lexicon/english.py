"""English words of etiquette. Written by hand for Entregent; measured by evaluation/etiquette.py."""

import re

from entregent.core.etiquette.lexicon.cues import Cue
from entregent.core.text.phrases import Phrases
from entregent.core.text.word_list import word_list

WORK = "post|posts|piece|pieces|article|articles|column|columns|episode|episodes|podcast|video|videos|series|review|reviews|report|reports|interview|thread|newsletter|photo|photos|map|story|stories|blog|essay|guide|write|writing|coverage|recipe|recipes|feature|list|notes|walk|diary|portrait|question|show|programme|broadcast|tutorial|reel|issue|account"  # fmt: skip

PHRASES = Phrases(
    {
        Cue.ASKS: """
            would|could|can|will|might|do|are|may you, would it be, would|d like you|your, i d|we d|would love|like|appreciate … you|your
            fancy, let me|us know if|whether|when|by, are you free|interested|available|up, if you|re are free|interested|up|game|willing|would|d|can|could|want
            can|could i|we ask|invite|interview|quote|meet|visit|send|come|borrow|tempt|have, i m|am asking|inviting|hoping you|to|that
            please share|post|publish|confirm|reply|join|write|mention|include|feature|help|find|rsvp|sign|come, join us, come and, come along|to
            invite|inviting you, you are|re invited|cordially, we count|are counting on, wondering if|whether, we|i want you, we expect|require, spread the
            happy to talk|chat|meet, shall we, what do|would you, how does|about, feel like, we need you""",
        Cue.WHY: f"""
            because you|your|you're|of your, i m|am writing to you|because|after, that|this is|s why i|we|you|it, why i|we thought|am|are|m|re writing|asking|thought|you
            i|we thought of|about you|your, made|makes me|us think|thought of|you, reminded me of, you|your came|name to|came, you are|re one|the of|only|first|person|local
            i|we|i've|ve read|reread|enjoyed|liked|loved|listened|watched|saw|noticed|heard|followed|kept|found|remembered … your|you, having read|listened|followed, reading|rereading|listening|watching your|to
            after reading|listening|hearing|watching|your, in|on|from|of|with|about|by|since your {WORK}, your {WORK} on|about|of|in|from|last|with|made|that|when|to|for|where|back|was|is|this
            you wrote|write|said|asked|mentioned|covered|cover|described|showed|explained|told|argued|pointed|reviewed|interviewed|made|raised|published|posted|tested|visited|walked|photographed|compared
            you ve|have|had|d been|written|asked|covered|followed|made|said|told|wrote|described|walked|spent|reported|argued|tested, you know|live|run|teach|work|grew|keep|report|speak|were|also
            your readers|listeners … live|are|ask|asked|know, your knowledge|experience|eye|view|take|expertise|way|perspective|opinion|questions|question|patience
            your last|latest|recent|first|long|own|excellent|march|april|may|june|spring {WORK}, since you|your, as you|someone who, as somebody who, as someone who, people|few who actually|write""",
        Cue.CITES: f"""
            your {WORK} on|about|of|in|from|last|with|that|when|where|called|titled|to|for|made|back|was|is|this, your last|latest|recent|first|long|march|april|june|spring|january|february|monday|sunday {WORK}
            in|on|with|of your {WORK}, you wrote|said|asked|mentioned|described|showed|explained|argued|pointed|reviewed|covered|made|told|raised|noted|interviewed|compared|tested|photographed|called
            you ve|have written|covered|asked|described|argued|reported|said|walked|made, reading|rereading|listening|read|reread|watched|enjoyed|liked|heard|saw to|your|how|what|you … {WORK}|on|about|you
            the {WORK} you|where|in""",
        Cue.VAGUE: """
            can't|cannot|can not|couldn't|not|unable|able … say|tell|reveal|disclose|share, tell|say more|you more|too much, can't|cannot go into|give, an|exciting|great|amazing|fantastic|unique opportunity|opportunities
            a|some|exciting project|something|idea|surprise|announcement that|which|you|we … interest|love|like|excited, something|thing big|special|exciting|huge|in, top secret, hush hush, under wraps
            work|working|collaborate|collaborating|partner|partnering|team with|together|up, a|some|possible|potential|explore|discuss collaboration|collaborations|partnership|partnerships|opportunities|synergies|ways
            explore|discuss|talk|chat about|opportunities|how|possible|potential|ways|a|synergies, more details|information|info soon|later|to|will|in, all will be, details to follow, to be revealed
            do something together|with, a few ideas, pick your brain, mutually, full details|brief will|once, join forces, watch this space, of interest to|for""",
        Cue.EFFORT: """
            an|half|one|two|three|a|couple hour|hours|minutes, half an|a hour|day, 5|10|15|20|25|30|40|45|50|60|90|1|2|3|4 minutes|mins|min|hours|hour|hrs|questions|words|lines|photos
            five|ten|fifteen|twenty|thirty|forty|sixty|ninety minutes|questions|lines, two|three|four|five|a questions|lines|paragraphs|sentences|photos|phone|few, a|an|the whole|full|short|single morning|afternoon|evening|day|visit|call
            a coffee|cup|lunch|quick|short|phone|one|single|few … call|line|chat|yes|minutes|word|questions|email|reply|lines, nothing to|else to prepare|write|read|do, no need to|preparation|prep, takes|take about|around|up|less|under|an|no|only|half|two|ten
            one line|word|question|email|sentence|page, a line, 1 hour, 200|300|400|500|600|800 words, just a|say|reply|yes""",
        Cue.RETURNS: """
            free|complimentary|on us|ticket|tickets|entry|admission|for|of, pay|cover|reimburse|refund|paid|covered for|your|train|travel|the|expenses|you, your travel|train|expenses|fare|lunch|hotel|costs, we ll|will pay|cover|credit|lend|send|bring|feed|provide|show|share
            i ll|will|can send|bring|show|lend|buy|share|pay|introduce|credit|open|walk|give|cook, lunch|coffee|tea|supper|cake|breakfast is|on|and|provided|included, you d|ll|will|would get|have|see|meet|be|leave|keep|receive|find|take
            nothing in return, no fee|budget|payment|strings|obligation|money, not paid|a|expecting, can't|cannot pay, unpaid, no catch, under no, is yours, yours to, nothing to offer, in thanks, as a thank, fee, a copy, two tickets|places|seats, access to, exclusive|first
            use of the, the photos|figures|data|archive|numbers|dataset, free to write, whether or not you, up to you, entirely yours, keep the, credited, free of charge, we offer, all we|i can offer, offer is""",
        Cue.CONDITION: """
            in return for a|an|your|one|two|three|coverage|posting|publishing|writing|posts|mentions, in exchange for a|an|your|one|two|three|coverage|posts|posting|mentions|publication|publishing|writing
            in return|exchange we|i … expect|ask|require|want|need|like|look, in return|exchange you … post|publish|write|share|mention|feature|agree|commit, we|i … expect|ask|require|want in return
            on condition that|you|of, on the condition|understanding|basis that, provided that|you, providing you|that, conditional on|upon, subject to you|publication|your|a|coverage, contingent on|upon
            only those|bloggers|people|influencers|creators|guests|writers who|that|whose, reserved for|to those|bloggers|people|influencers|creators|writers … who|that, those who don't|fail|haven't|didn't|do|did … post|publish|write|mention|not
            will not|no|won't be|longer … invited|considered|included|contacted|asked, not be invited|included|contacted|considered again|to|next, no longer be|receive|work, removed from|off the|our, struck off, taken|dropped off|from the|our, off the|our list, excluded from, be excluded
            lose your|their place|places|spot|access, you must|shall|have|need … post|publish|share|mention|feature|tag|include|cover|write, you will|are be|expected|required|obliged|asked … to, you commit|undertake to
            we require|expect|ask … post|posts|article|review|mention|coverage|publication|story|stories|reel, is|are mandatory|compulsory|obligatory, mandatory|compulsory|obligatory post|posts|story|publication|mention|tag|coverage|hashtag|hashtags
            coverage|publication|post|article|review|mention is|was|are|will … required|expected|compulsory|mandatory|obligatory|condition, post|article|story|mention|publication|review|coverage|tag required|expected|mandatory|compulsory
            if you don't|do|fail|haven't … post|publish|write|mention|cover|feature, if|unless there|nothing|no … post|posts|article|coverage|published|appears, unless you|your … post|publish|write|mention|article|coverage|review|agree
            no post|article|coverage|review|blog|publication|mention|write no, failure to post|publish|mention|cover|write, failing which|that, otherwise we|you|your|the, once you|you've|your|the … post|posted|published|publish|article|piece|review|live|online|appeared
            after|when|upon publication|posting, against a|one|two post|posts|article|articles, quid pro, tit for, expected to post|publish|write|share|mention|feature, obliged|bound|committed to post|publish|write|share|mention
            we count|are|re on|counting … post|posts|article|coverage|story|mention|review, at least one|two|three|a post|posts|article|story|stories|mention|reel|review, guarantee|guarantees|commit to|a|us|at … post|coverage|article|publication
            favourable|positive review|reviews|coverage|post|article|mention, the deal is, it's|its a deal, earn your|a place|seat|spot""",
        Cue.PAYS: """
            pay|paying|pays you|for|per|each, paid post|posts|content|article|partnership|collaboration|review|mention|per|for|in|by|to|a, fee of|is|for|per|to, your|a|flat|the fee|rate|rates|price, honorarium, commission
            gift|shopping card|cards|voucher|vouchers, voucher|vouchers|cheque worth|for, sponsored post|content|article|piece|review|mention|reel, sponsor|sponsoring a|your, affiliate, discount code, remunerat*, compensat*, invoice, budget of|for
            100|150|200|250|300|400|500|600|800|1000 pounds|euros|dollars|gbp|per|for|to|as|each, cash, payment, sponsorship""",
        Cue.PUBLISHES: """
            post|posts|posting|publish|publication|article|articles|review|reviews|story|stories|reel|reels|mention|mentions|video|videos
            content|feature|placement|tweet|link|links|write|share|coverage|piece, talk about, blog""",
        Cue.ASSURES: """
            guaranteed, guarantee|guarantees|guaranteeing you|your|that|a|coverage|exposure|results|at|success, i|we promise|assure you|your, we can promise|guarantee|assure, your readers|followers|audience|listeners|subscribers|fans|community will|would|are … love|adore|thank|be|thrilled|go|delighted|devour
            they will|ll love|adore|thank, huge|massive|enormous|unprecedented|incredible|tremendous|national|maximum|amazing exposure|visibility|traffic|coverage|reach|audience|boost, skyrocket, explode|exploding
            boost|double|triple|multiply|grow|increase your, thousands|hundreds|loads|tons of new|visitors|readers|followers|clicks|people|views, you won't|will|ll regret|love|be|never|not … it|disappointed|regret|this
            change|changes|transform|transforms your|everything|lives|the, go|going viral, put you|your on|name, make you|your famous|name|a|blog, risk free, no risk, bound to, certain to, sure to, cannot|can't fail|lose
            the whole|entire press|country|town|nation, everyone will|is|s be|talking|going, every newspaper|journalist|paper|outlet, make your, open doors|every, launch your, national|front coverage|page, career changing, life changing""",
        Cue.FLATTERS: """
            your wonderful|amazing|fantastic|incredible|brilliant|fabulous|gorgeous|stunning|beautiful|awesome|superb|excellent|inspiring|marvellous|outstanding|lovely|great blog|site|work|writing|content|feed|page|posts|talent|account|style|platform|channel
            huge|big|massive|biggest|great|avid|devoted|lifelong fan|fans|admirer|admirers, we|i|we're|absolutely|all|really|just|so|ve love|adore|loved|admire your|what|following|everything|reading, love your blog|work|content|feed|page|style|writing|site|posts|channel|stuff|vibe
            obsessed with, blown away, such talent|an|a … talent|talented|inspiration|voice, so|truly|incredibly|hugely|immensely|extremely|amazingly talented|inspiring|gifted|influential|creative|inspirational, you are|re the|a|an|one|such|so|truly|simply best|star|inspiration|genius|legend|brilliant|amazing|queen|king|leading|role|finest|gem|most
            most talented|influential|inspiring|gifted|respected|exciting|brilliant, leading|favourite|favorite|top|best|finest blogger|bloggers|influencer|influencers|voice|voices|writer|writers|journalist|creator|blog, nobody|no writes|one|does … better|like, in awe, a true|real star|inspiration|gem|talent|pleasure|treasure|legend|artist
            words cannot, incredible|amazing|unique|extraordinary talent|voice|work|eye|content|gift, masterpiece|masterpieces, second to, hang on your, your genius|talent|brilliance|gift""",
        Cue.PRESSES: """
            last|final chance|chances|opportunity|call|few|places|spots, before it is|s too, before tonight|midnight|tomorrow|5pm|noon|close|it's, by tonight|midnight|5pm|close|noon|tomorrow|end|return, tonight at the
            reply|respond|answer|confirm|act|book|decide|hurry now|immediately|today|tonight|fast|asap|quickly|straight, let me|us know now|immediately|today|tonight|asap, asap, a s a p, urgent|urgently, immediately, hurry, act now, now or never, right away|now, time is|s running
            only|just two|three|one|few|1|2|3|5|a|hours|couple places|spots|spaces|left|hours|remain|remaining|seats|few, places|spots|spaces|seats are|will|left|go|going|filling|disappearing, running out, limited time|spots|places|spaces|availability, offer ends|expires|closes, ends|expires|closes tonight|today|in|at|soon
            don't miss|delay|wait|hesitate|sleep, miss out, without delay, first come, while stocks, within the|24|12|2|48|an|one hour|hours|next, too late, clock is, window closes|is, won't be|last another|long|around, need your|an|a answer|reply|response|decision|yes now|today|immediately|tonight""",
        Cue.NOBODY: """
            the management, the board, the directorate, our company|organisation|organization|institution|firm|corporation, the communications|communication|marketing|press|pr|media team|department|office|unit|directorate, our services|offices|department
            the department, the council, the authority, the company, the organisation|organization, the secretariat, the brand, our brand|group, the foundation, the institution, the committee, the agency, the executive, head office, the university, the trust, the office of""",
        Cue.FALSE_REPLY: """
            following our|up|on|your conversation|discussion|call|exchange|chat|meeting|email|from|our|recent|last, further to our|your|my, as discussed|agreed|promised|mentioned|we|per, as we discussed|agreed|said, per our, following up on|from|our|my, after our
            circling back, getting|coming back to|on, picking|pick up our|where|on, great|good|lovely talking|speaking|chatting|meeting|to, continuing our|the, thanks|thank … for your|the interest|reply|answer|call|response""",
        Cue.MASS: """
            dear|hi|hello|hey|good all|everyone|everybody|friends|bloggers|influencers|creators|partners|colleagues|team|folks|guys|journalists|editors|ladies|members|both|media|contacts|writers|there|evening … all
            hi|hello|hey|morning|evening|dear all|everyone|everybody|folks|guys, this message|email|mail|note is|goes|has|was … sent|to|all|every, to all our|bloggers|influencers|the|of|journalists, all|selected|top|our|of bloggers|influencers|creators|journalists in|of|who|from|across|on
            sent to|out all|our|every|a|selected, mailing list, bcc, fellow bloggers, to whom, ladies and gentlemen, you all, all of you""",
        Cue.LATER: """
            i ll|will|m|am|shall send|sending|let|write|call|ring|share|forward|email|keep|post|follow|introduce|report, i ll|will get|come|be back|in
            we ll|will|shall|are|re send|sending|let|write|call|share|forward|email|keep|follow|provide|report, we ll|will get|come|be back|in, you ll|will hear|receive|get|have from|more|it|the|a|further, will be|get sent|in|back|forwarded|shared|provided
            expect to hear, get back to, back in touch, in touch soon|shortly|again, keep you posted|informed|updated|in""",
        Cue.SOON: """
            soon, shortly, in due course, as soon as, at some point, one of these days, some time, sometime, later on, in the near, before long
            when i|we get, in the coming|next, down the line|road""",
        Cue.THANKS: "thank, thanks, thankyou, grateful, gratitude, appreciate|appreciated, many thanks, cheers for",
        Cue.ENDS: """
            closed|ended|finished|finishes|ends last|on|this|in|yesterday|as|with, last you ll|will hear, not be writing again, my|this|our last message|email|note|letter
            comes|coming|came|come|brought|bring|bringing to an|a|its|it end|close, draws|drawing|drew to|a, is|are|s|has|have ending|ended|over|closing|closed|finished|finishes|done|concluded|wrapped|wrapping, ends on|this|in|here|next|with|today|after
            wrapping|wrap up, last edition|issue|walk|one|event|session|of, final edition|issue|session|event|walk|round|one, we stop|are stopping|close|end|finish, won't be|run|continue|renew|repeat running|again|continued|renewed|another, will not be renewed|continue|continued|repeated, the end of, conclude|concludes|concluded|concluding, winding down|up, wound up, not be renewing|continuing, stop here""",
        Cue.DISCLOSES: """
            ad, advert|advertisement|advertising, paid partnership|collaboration|promotion, commercial|sponsored collaboration|partnership, disclose|disclosed|disclosure|disclosing|labelled|labeled|declared|declare|declaring
            marked as, label it|as|the|them, clearly say|label|mark|state, asa, sponsored by, as sponsored, contract, influence law, advertising standards, hashtag ad""",
    }
)
DENIES = word_list(
    "no not without never nothing nor neither don't won't isn't can't aren't none doesn't wouldn't nobody hardly"
)
MONEY = re.compile(r"[£$€]\s?\d[\d,.]*|\b\d[\d,.]*\s?(?:pounds|dollars|euros?|quid|gbp|usd|eur)\b")
REASONS = word_list("because since so need printer caterer")
YOURS = word_list("your yours")
PRESENT = word_list("am sending m")  # of promises
# What every letter says is theirs.
OF_LETTERS = word_list(
    """answer reply address help time presence availability rate rates confirmation return name number phone community readers followers blog site account audience
    team place train email message diary visibility content public interest participation support part side profile feed talent work attention booking own best
    home kitchen life daily traffic family convenience earliest favourite next inbox channels platform platforms network"""
)
PRAISING = word_list(
    "superb beautiful lovely amazing wonderful excellent good great very so own big dear precious next future awesome fantastic brilliant fabulous incredible gorgeous"
)
READER = word_list("you your yours")
DATE = re.compile(
    r"""\b(?: \d{1,2}(?:st|nd|rd|th)?(?:\sof)?\s(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b
      | (?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|aug|sept|oct|nov|dec)\s\d{1,2}\b
      | (?:in|by|early|late|mid|of|until|before|from|during|this|next|end\sof)[\s-](?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter|easter|christmas)\b
      | \d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b | 20\d\d-\d\d-\d\d\b
      | (?:mon|tues|wednes|thurs|fri|satur|sun)day s? | (?:tomorrow|tonight|today|this\s(?:morning|afternoon|evening|week|weekend|month)|next\s(?:week|month|weekend|year)|yesterday)\b
      | \d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b | \d{1,2}[:.]\d\d\b | (?:noon|midday|midnight)\b
      | (?:within|in|by|before|for)\s(?:a|an|one|two|three|four|six|ten|the|\d+)\s(?:hours?|days?|weeks?|months?|fortnight|end|quarter|half)
      | (?:any|some)\s?(?:time|day|morning|afternoon) | when(?:ever)?\s(?:you|it|suits) | at\syour\s(?:pace|convenience) | fortnight | weekend | week\sof
      | over\sthe\s(?:summer|weekend|holidays) | (?:by|before|after)\s(?:easter|christmas|term|half\sterm) )""",
    re.VERBOSE,
)
# For what is to come.
THANKS_FOR_WHAT_COMES = re.compile(
    r"(?:many\s)?thank(?:s|ing)?\s?(?:you\s)?(?:in\sadvance|for\s(?:your\s)?(?:understanding|reading|confirming|sharing\sthis|replying|sending|letting))",
    re.VERBOSE,
)
GENERIC = re.compile(
    r"""^\W*(?:(?:dear|hi|hello|hey|greetings|good\s(?:morning|day|evening|afternoon))\b[\s,]*)+
        (?:there|fellow|friend|friends|all|blogger|bloggers|influencer|influencers|creator|creators|content\screator|content\screators|sir|madam|sir/madam|sirs|editor|editors|journalist|journalists|
        webmaster|site\sowner|blog\sowner|partner|team|customer|reader|writer|everyone|everybody|guys|folks|media|colleague|colleagues|name|first\sname|podcaster|youtuber|instagrammer|food|travel|parent|lifestyle|valued|beauty|fashion|mum|mummy|tech|owner)
        (?:\s(?:blogger|bloggers|influencer|influencers|creator|creators|or\smadam|and\s\w+|of\s\w+|writer|editor|partner|friend|friends|journalist|owner|lover|lovers|at\s\w+))*\s*(?:[,!:.\n–-]|$)
      | ^\W*to\swhom\sit | ^\W*(?:greetings|ladies\sand\sgentlemen|good\s(?:morning|day|evening|afternoon))\s*[,!:.\n]""",
    re.VERBOSE | re.MULTILINE,
)
PLACEHOLDER = re.compile(
    r"(?:\{\{?|\[|<|%)\s?(?:first.?name|name|your name|blog|blog name|title|insert[^\]}>%]*)\s?(?:\}\}?|\]|>|%)"
)
GREETING = re.compile(
    r"^\W*(?:dear|hi|hello|hey|good\s(?:morning|afternoon|evening)|morning|evening|afternoon)\b", re.VERBOSE
)
BARE_GREETING = re.compile(r"^\W*(?:hi|hello|hey|hi\sagain|hello\sagain)\W*$", re.MULTILINE | re.VERBOSE)
SENSITIVE = re.compile(
    r"""\b(?:
        (?:your|his|her|their)\s(?:\w+\s)?(?:cancer|depression|illness|disability|pregnancy|miscarriage|diabetes|treatment|hospitali[sz]ation|autism|alcoholism|addiction|hiv|religion|faith|sexuality|sexual\sorientation|homosexuality|
            coming\sout|union\smembership|political\s(?:views|opinions|beliefs|affiliation)|politics|ethnicity|ethnic\sorigin|health\s(?:problems|issues|condition)|mental\shealth|chemo\w*|rehab|ivf|infertility|burnout|breakdown|sick\sleave|diagnosis|medication|bipolar)
      | (?:he|she|they|you|who|is|are|being|be|was|were)\s?(?:'?s|'?re|is|are|was|were|has\sbeen|have\sbeen)?\s(?:also\s|still\s|very\s|openly\s|clearly\s|a\s|an\s|probably\s|currently\s|recently\s|rather\s)*
            (?:ill|pregnant|depressed|disabled|hiv[-\s]positive|alcoholic|diabetic|autistic|bipolar|anorexic|in\srecovery|in\sremission|in\srehab|on\ssick\sleave|off\ssick|signed\soff|
            muslim|catholic|jewish|jew|protestant|atheist|buddhist|evangelical|hindu|sikh|christian|devout|mormon|
            gay|lesbian|homosexual|bisexual|trans|transgender|queer|
            left[-\s]wing|right[-\s]wing|far[-\s](?:right|left)|tory|labour\s\w+|conservative\s(?:voter|supporter|activist|member)|lib\sdem|socialist|communist|corbynite|brexiteer|remainer|republican|democrat|anarchist|green\s(?:party|voter|activist)|
            union\s(?:rep|member|activist|official)|black|asian|arab|roma|of\s\w+\s(?:origin|descent)|an?\simmigrant)\b
      | (?:suffer\w*|recover\w*|diagnosed|treated|battling|struggl\w+)\s(?:from|with|for)\s(?:a\s|an\s)?(?:cancer|depression|diabetes|endometriosis|burnout|anxiety|an?\seating|addiction|ms|illness|bipolar|tumour|alcohol\w*|breast|her\s\w+|his\s\w+)
      | (?:votes?|voted|voting|campaign\w*|canvass\w*|stood|standing|member|supporter|activist)\s(?:for|of|in)\s(?:the\s)?(?:labour|conservatives?|tor(?:y|ies)|greens?|lib\s?dems?|reform|ukip|snp|plaid|party|democrats|republicans|sinn|dup|union|unite|unison|gmb|far\sright|left|momentum)
      | (?:goes\sto|attends)\s(?:church|mosque|synagogue|mass|chapel|temple) | (?:observes|fasting\sfor|keeps)\s(?:ramadan|kosher|halal|shabbat|lent)
      )""",
    re.VERBOSE,
)
RATES = re.compile(
    r"""\b(?:
        (?:influence|support|rating|rated|score|scored|reliability|sympathy|potential|affinity|marks?|rank|ranked|warmth|loyalty|compliance)\s?(?:[:=]|of|at|is|him|her|them)?\s?\d(?:[.,]\d)?\s?(?:/|out\sof|stars)\s?\d*
      | \d(?:[.,]\d)?\s?(?:/|out\sof)\s?(?:5|10|20)\s(?:for|on|in)\s\w+ | (?:i'd|we|i)\s(?:give|rate|score|mark)\w*\s(?:him|her|them|you)\s
      | (?:tier|grade|class|category|band|priority)\s(?:a|b|c|d|\d)(?:\+|-)?(?=[\s.,;)]|$) | (?:[abcd])[-\s]list(?:er)?
      | (?:rather|quite|very|too|a\sbit|somewhat|not\svery|frankly|pretty|fairly|totally|so)\s(?:hostile|favourable|naive|gullible|clever|bright|smart|intelligent|reliable|serious|docile|biddable|aggressive|touchy|vain|pretentious|arrogant|
            chatty|easy|difficult|hard\swork|lazy|stupid|dim|thick|greedy|needy|mediocre|paranoid|unstable|hysterical|opportunistic|bitter|unpleasant|prickly|high[-\s]maintenance|friendly\sto\sus|malleable)
      | (?:(?:he|she|who|they|you)\s(?:is|was|are|were|seems|can\sbe)|he's|she's|they're|you're)\s(?:an?\s)?(?:hostile|naive|gullible|biddable|pushover|vain|pretentious|arrogant|idiot|incompetent|hysterical|opportunist\w*|freeloader|diva|nightmare|moaner|lightweight|unreliable|unstable|paranoid|
            easy\sto\s\w+|waste\sof\s\w+|troublemaker|loose\scannon|time[-\s]?waster|mediocre|second[-\s]rate|pain|nutter|crank|bore)\b
      | (?:favourable|hostile|friendly|opposed|sympathetic|loyal)\sto\s(?:our|us|the\s(?:brand|company|council|cause)) | our\s(?:ally|supporter|enemy|opponent|critic|cheerleader|best\sasset)
      | can\sbe\s(?:bought|bribed|won|manipulated|flattered) | easily\s(?:bought|flattered|led|swayed|manipulated|impressed) | handle\swith\scare | to\sbe\savoided | not\sworth\s | bad[-\s]tempered | a\ssoft\stouch | one\sto\savoid
      )""",
    re.VERBOSE,
)
# In a note the subject is understood: « hostile », "Lea is vain".
RATES_IN_A_NOTE = re.compile(
    r"(?:^|[,.;:]\s?|\bis\s(?:an?\s)?|\bwas\s(?:an?\s)?)(?:hostile|naive|gullible|biddable|pushover|vain|pretentious|arrogant|idiot|incompetent|hysterical|opportunist\w*|freeloader|diva|unreliable|unstable|paranoid|mediocre|influential|"
    r"favourable|friendly to us|useless|annoying|difficult|touchy|lazy|stupid|boring)\b",
)
