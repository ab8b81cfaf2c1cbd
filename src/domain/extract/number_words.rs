//! Numbers in words, as people name sums of money: "two thousand", "zweieinhalbtausend", "تین لاکھ".

/// A number that needs a scale behind it.
const COUNTS: &str = r"(?:a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|half\s+a|a\s+couple\s+of)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?(?:\s+hundred)?
  |un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|quince|veinte|veinticinco|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien|ciento\s+cincuenta|doscientos|trescientos|cuatrocientos|quinientos|ochocientos
  |deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante|soixante|cent
  |dois|duas|tr[êe]s|quatro|sete|oito|nove|dez|doze|vinte|trinta|quarenta|cinquenta|sessenta|cem|duzentos|trezentos|quinhentos
  |aik|ek|do|teen|tin|chaar|char|paanch|panch|chhe|che|saat|aath|nau|das|pandra|bees|pachees|tees|chalis|pachas|saath|dedh|derh|dhai|dhaai|adha
  |ایک|دو|تین|چار|پانچ|چھ|سات|آٹھ|نو|دس|بارہ|پندرہ|بیس|پچیس|تیس|چالیس|پچاس|ساٹھ|ستر|اسی|نوے|ڈیڑھ|ڈھائی|آدھا|سوا|ساڑھے\s+\p{L}+
  |एक|दो|तीन|चार|पाँच|पांच|छह|छः|सात|आठ|नौ|दस|बारह|पंद्रह|बीस|पच्चीस|तीस|चालीस|पचास|साठ|सत्तर|अस्सी|नब्बे|डेढ़|ढाई|आधा|सवा|साढ़े\s+[\p{L}\p{M}]+
  |ثلاثة|ثلاث|أربعة|اربعة|أربع|خمسة|خمس|ستة|ست|سبعة|سبع|ثمانية|ثمان|تسعة|تسع|عشرة|عشر|خمسة\s+عشر|عشرين|عشرون|ثلاثين|أربعين|اربعين|خمسين|ستين|سبعين|ثمانين|تسعين|مئة|مية|مائة|مئتين|ميتين";

const SCALES: &str = r"thousand|grand|k|million|hundred|mil|mill[óo]n(?:es)?|mille|millions?|milh(?:[ãa]o|[õo]es)|lakhs?|lacs?|hazaa?r|crores?|sau|لاکھ|ہزار|کروڑ|سو|लाख|हज़ार|हजार|करोड़|सौ|ألف|الف|آلاف|الاف|مليون|ملايين|مئة|مية";

/// One word for a whole sum.
const WHOLE: &str = r"(?:(?:ein|zwei|drei|vier|f[üu]nf|sechs|sieben|acht|neun|zehn|elf|zw[öo]lf|f[üu]nfzehn|zwanzig|drei(?:ß|ss)ig|vierzig|f[üu]nfzig|sechzig|siebzig|achtzig|neunzig)(?:einhalb)?|andert?halb)\s?(?:tausend|hundert(?:tausend)?|millionen)(?:f[üu]nfhundert)?
  |ألفين|الفين|مليونين|[一二两兩三四五六七八九十百千]{1,6}(?:(?:万|萬)(?:[一二三四五六七八九]千?)?|[千百]?(?:元|块|塊))";

/// A sum in words, for a pattern that ignores its own gaps.
pub fn pattern() -> String {
    format!(r"(?:(?:{COUNTS})[\s-]+(?:{SCALES})|{WHOLE})")
}
