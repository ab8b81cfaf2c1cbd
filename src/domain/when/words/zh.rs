//! Chinese. Each character is a word of its own, so that a phrase is found wherever it stands.

use crate::domain::when::{
    meaning::{
        DAY, DayPart, FRI, HOUR, MINUTE, MON, MONTH,
        Meaning::{self, *},
        SAT, SUN, THU, TUE, WED, WEEK, YEAR,
    },
    token::Token,
};

const EARLY: DayPart = DayPart::morning(6, 10);
const FORENOON: DayPart = DayPart::morning(8, 12);
const NOON: DayPart = DayPart::noon(11, 14);
const AFTERNOON: DayPart = DayPart::afternoon(13, 18);
const DUSK: DayPart = DayPart::afternoon(17, 19);
const EVENING: DayPart = DayPart::night(18, 23);
const DAWN: DayPart = DayPart::morning(0, 6);

pub const WORDS: &[(&str, Meaning)] = &[
    ("今天|今日|今儿|当天", Day(0)),
    ("今晚|今夜|今天晚上", Day(0)),
    ("今晚|今夜|今天晚上", Part(EVENING)),
    ("今早|今晨", Day(0)),
    ("今早|今晨", Part(EARLY)),
    ("明天|明日|明儿|明个|明兒", Day(1)),
    ("明早|明晨", Day(1)),
    ("明早|明晨", Part(EARLY)),
    ("明晚", Day(1)),
    ("明晚", Part(EVENING)),
    ("后天|後天|后日", Day(2)),
    ("大后天|大後天", Day(3)),
    ("昨天|昨日|昨晚", Day(-1)),
    ("前天", Day(-2)),
    ("周一|星期一|礼拜一|週一|星期1|周1|禮拜一", Wday(MON)),
    ("周二|星期二|礼拜二|週二|星期2|周2|禮拜二", Wday(TUE)),
    ("周三|星期三|礼拜三|週三|星期3|周3|禮拜三", Wday(WED)),
    ("周四|星期四|礼拜四|週四|星期4|周4|禮拜四", Wday(THU)),
    ("周五|星期五|礼拜五|週五|星期5|周5|禮拜五", Wday(FRI)),
    ("周六|星期六|礼拜六|週六|星期6|周6|禮拜六", Wday(SAT)),
    ("周日|周天|星期日|星期天|礼拜天|礼拜日|週日|禮拜天", Wday(SUN)),
    ("这周一|本周一|这星期一|這週一", WdayOf(0, MON)),
    ("这周二|本周二|这星期二|這週二", WdayOf(0, TUE)),
    ("这周三|本周三|这星期三|這週三", WdayOf(0, WED)),
    ("这周四|本周四|这星期四|這週四", WdayOf(0, THU)),
    ("这周五|本周五|这星期五|這週五", WdayOf(0, FRI)),
    ("这周六|本周六|这星期六|這週六", WdayOf(0, SAT)),
    ("这周日|本周日|这星期天|這週日|这周天", WdayOf(0, SUN)),
    ("下周一|下星期一|下礼拜一|下個星期一|下个星期一|下週一", WdayOf(1, MON)),
    ("下周二|下星期二|下礼拜二|下个星期二|下週二", WdayOf(1, TUE)),
    ("下周三|下星期三|下礼拜三|下个星期三|下週三", WdayOf(1, WED)),
    ("下周四|下星期四|下礼拜四|下个星期四|下週四", WdayOf(1, THU)),
    ("下周五|下星期五|下礼拜五|下个星期五|下週五", WdayOf(1, FRI)),
    ("下周六|下星期六|下礼拜六|下个星期六|下週六", WdayOf(1, SAT)),
    ("下周日|下周天|下星期天|下星期日|下礼拜天|下週日", WdayOf(1, SUN)),
    ("下下周一", WdayOf(2, MON)),
    ("下下周二", WdayOf(2, TUE)),
    ("下下周三", WdayOf(2, WED)),
    ("下下周四", WdayOf(2, THU)),
    ("下下周五", WdayOf(2, FRI)),
    ("周末|週末|这周末|本周末|这个周末", Weekend),
    ("工作日|平日", Workdays),
    ("这周|本周|这星期|这个星期|这礼拜|這週", Period(WEEK, 0)),
    ("下周|下星期|下个星期|下礼拜|下个礼拜|下週|下個星期", Period(WEEK, 1)),
    ("下下周|下下星期", Period(WEEK, 2)),
    ("上周|上星期|上个星期", Period(WEEK, -1)),
    ("这个月|本月|这月|這個月", Period(MONTH, 0)),
    ("下个月|下月|下個月", Period(MONTH, 1)),
    ("上个月|上月", Period(MONTH, -1)),
    ("今年", Period(YEAR, 0)),
    ("明年", Period(YEAR, 1)),
    ("分钟|分鐘", Unit(MINUTE)),
    ("小时|个小时|钟头|个钟头|小時|個小時", Unit(HOUR)),
    ("天", Unit(DAY)),
    ("周|个星期|星期|个礼拜|週|個星期", Unit(WEEK)),
    ("个月|個月", Unit(MONTH)),
    ("年", Unit(YEAR)),
    ("半小时|半个小时|半个钟头|半個小時|半小時", Lasting(MINUTE, 30)),
    ("一个半小时|一個半小時", Lasting(MINUTE, 90)),
    ("初", Start),
    ("中旬", Middle),
    ("底|末", End),
    ("每|每个|任何", Every),
    ("之内|以内|内", Within),
    ("后|之后|以后|後|之後|以後", Later),
    ("前|之前|以前", Ago),
    ("自从", Since),
    ("的", Of),
    ("在|于|於", On),
    ("的|，|、|吧|也|就|左右|可以|那", Glue),
    ("在", At),
    ("号|日|號", DateMark),
    ("月", MonthMark),
    ("后|以后|之后|之後|以後|後|过后", AfterIt),
    ("前|以前|之前", BeforeIt),
    ("为止|截止", UntilIt),
    ("起|开始|以后都|開始", StartingIt),
    ("之间|之間|中间", BetweenIt),
    ("不早于", Starting),
    ("不晚于|最晚|最迟|直到", Until),
    ("最早", Starting),
    ("从|從|自", Starting),
    ("到|至|直到", To),
    ("和|跟|与|以及|及", And),
    ("或|或者|还是|或是|還是", Or),
    ("一个|一個", One),
    ("点|點|点钟|點鐘|点整|時|时", OClock),
    ("分", MinuteMark),
    ("早上|早晨|清晨|早|清早|大清早", Part(EARLY)),
    ("上午|上午的", Part(FORENOON)),
    ("中午|正午|午间|晌午", Part(NOON)),
    ("下午|午后|下午的|午後", Part(AFTERNOON)),
    ("傍晚|黄昏", Part(DUSK)),
    ("晚上|夜里|夜晚|晚|晚间|夜间", Part(EVENING)),
    ("凌晨|半夜里", Part(DAWN)),
    ("午夜|半夜", Midnight),
    ("半", Tail(30)),
    ("一刻", Tail(15)),
    ("三刻", Tail(45)),
    ("大概|大约|约|差不多|左右|大約", About),
    ("不要|不是|别|没空|不在|不想|不选|改掉", Not),
    ("不行|不可以|没空|不方便|没时间|不太行|不能|不合适|有事|没有空|去不了|来不了|不可|没法|很忙|沒空|不用", NotIt),
    ("除了|除", Except),
    ("以外|之外|除外|外", ExceptIt),
    ("但|但是|可是|不过|因为|所以|如果|然而", But),
    ("我是说|改成|改为|不对|更正|应该是|说错了|我的意思是", Correct),
    ("改到|改期|从原来|改时间|调整", Moved),
    (
        "早上好|上午好|中午好|下午好|晚上好|早安|晚安|一点也|一点儿|一点都|有一点|早一点|晚一点|快一点|便宜一点|多一点|少一点|一下|有点|行不行|可不可以|能不能|是不是|没问题|为什么不|要不要|早点|晚点|最后|然后|今后|以后再说|月亮|周围|日本|生日|天气|天津|年纪|前台|前面|后面|目前|之前说|初次|当初|到底|内容|国内|室内|到达|收到|看到|听到|感到|得到|周期|分店|部分|分析|晚会|早餐|晚餐|午餐|晚饭|早饭|外面|国外|点击|点评|地点|特点|重点|优点|缺点|时候|时间|及时|同时|临时|小时候|时常|中间人|每天|自己|自动|自然|开始用|从来|从事|了解|早就|和平|直接|直到现在|号码|账号|日子|日常|节日|除非|除夕|不日|与其|别的|别人|特别|分别|区别",
        Noise,
    ),
    ("我|你|您|可以|吗|请|想|预约|有空|方便|谢谢|你好|的|是|見|见面", Hint),
    ("约|就|那|改|预约|定|在|我|想", Intro),
    ("可以|行|吗|吧|见|怎么样|好|有|方便|，|,|来|我|您|开会", Outro),
    ("个人|人|间|位|次|岁|块|件|套|台|名|%|个", Counted),
    ("房间|房|楼|号楼|订单|版本|第", Label),
    ("元|块钱|美元|人民币|块", Money),
    ("时间|時間", TimeWord),
    ("我的时间|我这边时间|我们时间|我这里时间|我这边|我这里", MyTime),
    ("你们时间|你的时间|您的时间|贵公司时间|您那边时间|你那边时间|你们那边时间", YourTime),
    ("北京时间|中国时间|北京時間", Zone(&["Asia/Shanghai"])),
    ("台北时间|台湾时间|台北時間", Zone(&["Asia/Taipei"])),
    ("香港时间|香港時間", Zone(&["Asia/Hong_Kong"])),
    ("伦敦时间|英国时间", Zone(&["Europe/London"])),
    ("纽约时间|美东时间", Zone(&["America/New_York"])),
    ("洛杉矶时间|美西时间|加州时间", Zone(&["America/Los_Angeles"])),
    ("东京时间|日本时间", Zone(&["Asia/Tokyo"])),
    ("新加坡时间", Zone(&["Asia/Singapore"])),
];

/// The number that the tokens begin with in Chinese characters, and how many of them it takes: "二十五".
pub fn numeral(ahead: &[Token]) -> Option<(u32, usize)> {
    let (mut tens, mut ones, mut length) = (0, None, 0);
    for token in ahead.iter().take(4) {
        let Some(value) = token.text.chars().next().and_then(figure).filter(|_| length == 0 || !token.spaced) else { break };
        if value == 10 {
            tens += ones.unwrap_or(1) * 10;
            ones = None;
        } else {
            ones = Some(ones.map_or(value, |before| before * 10 + value));
        }
        length += 1;
    }
    (length > 0).then(|| (tens + ones.unwrap_or(0), length))
}

fn figure(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' | '兩' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        _ => return None,
    })
}
