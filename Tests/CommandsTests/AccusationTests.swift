import Casework
import Testing

@testable import Commands

/// Texts that may accuse a person go no further; texts about matters do.
@Suite("对人")
struct AccusationTests {
  static let accusations = [
    "有人反映丙乡安置办负责人收施工队购物卡", "某站长让商户请吃饭才给办", "王局长收受红包", "李某收了商户好处费", "村书记挪用集体资金",
    "社区主任贪污低保款", "镇长跟开发商吃吃喝喝，拿回扣", "张建国收红包", "听说刘伟贪污", "派出所所长卡着不批，要红包", "交警大队长酒驾",
    "村支书给亲戚优亲厚友", "所长包养情妇", "校长收礼金", "老师收红包", "医生收红包", "某某受贿", "区领导打招呼让中标", "李科长索要好处",
    "给王主任送礼品", "请张局长吃饭才肯办", "王镇长被立案了", "李某已被留置", "赵局长受到党内警告", "举报王站长", "反映陈书记的作风问题",
    "窗口工作人员吃拿卡要", "网格员收了居民的钱", "村干部冒领补助", "副乡长插手工程", "院长搞权钱交易", "城管收黑钱", "村会计私分征地款",
    "主任吃空饷", "书记公款旅游", "队长收受烟酒", "民警刁难群众", "监理收了施工方五万块", "乡长让包工头请客送礼", "局长设小金库", "支书乱收费",
    "园长收家长购物卡", "站长要求商户送红包", "张三丰收红包", "@老王 收了红包", "副局长\u{3000}收\u{3000}购物卡", "局长ＫＴＶ里陪喝酒，腐败",
    "领导收受现金", "科长收了三万元", "某人行贿", "评委收好处费",
  ]

  @Test("held back", arguments: accusations)
  func suspects(_ text: String) { #expect(Heard.persons.verdict(of: text).holds) }

  static let matters = [
    "收费站堵车", "收费站长期堵车", "车站长期没有电梯", "收集问题16个", "要求尽快修好", "请吃完药再来登记", "和谐小区3号楼电梯又停了，老人下不来楼",
    "占道停车堵消防通道", "路面破损积水", "公厕晚上锁门", "乙镇农贸市场厕所没水", "幸福路停车场夜间不开放", "丙乡安置房办证慢", "收到，马上落实",
    "物业收费不透明", "公交卡充值点太少", "校门口卡车乱停", "饭卡充不了值", "村委会主任说下周修", "孙主任现场看了路灯", "代表联络站门口积水",
    "王局长现场协调，已修好", "李主任反映电梯卡住", "书记信箱坏了", "局长接待日反映的污水问题", "请李工补照片", "请钱七看一下材料", "站长说水泵修好了",
    "收购废品的占道", "书记要求本周完成", "主任要求提供照片", "严禁公款吃喝的标语掉了", "组织党员学习不准收受红包的规定",
    "园区有家公司打着政府旗号让企业买安全服务，一家三千",
    "12345热线要等很久", "就业帮扶政策没人讲", "村经济合作社账目没公开", "老旧小区改造漏水", "危旧房解危进度慢", "办证大厅窗口推诿", "窗口吃拿卡要",
    "电梯维保公司收钱不修", "停车场乱收费", "学校食堂收费高", "公平秤不准", "不立案、办事拖延", "护栏又被拆了", "监控还没装", "已请住建局抓紧",
    "区住建局反映违法建筑拆除难", "局长办公会定了方案", "领导小组已开会", "村民委员会公章换了", "镇长带队暗访发现三处积水", "卡口摄像头坏了",
    "要饭店门口的油烟治理", "贪玩的孩子爬上护栏", "挪车电话打不通", "情况已向书记汇报", "街道主任已到现场，材料已交", "收件49", "收回闲置房",
    "资规局说材料已报", "民政局床位公示没更新", "吴主任签收了文件", "请王主任签发", "书记调研时要看台账",
  ]

  @Test("let through", arguments: matters)
  func passes(_ text: String) { #expect(!Heard.persons.verdict(of: text).holds) }

  @Test(
    "markup and code in a text say nothing of anybody; what is said beside them, in syllables too, counts",
    arguments: [
      ("电梯&lt;script&gt;__ran++&lt;/script&gt;停运", false),
      ("电梯\\u003cscript\\u003e__ran++\\u003c/script\\u003e停运", false),
      ("电梯<div style=background:url(//evil.example/c)>停运", false),
      ("电梯<![CDATA[<script>__ran++</script>]]>停运", false),
      ("\" onmouseover=__ran++ x=\"<a href=javascript:__ran++>点这里</a>", false),
      ("<svg><animate onbegin=__ran++ attributeName=x dur=1s>", false),
      ("页面显示{\"code\":500,\"msg\":\"error\"}，打不开", false),
      ("所长收了商户的红包<br></br>", true), ("<b>王局长</b>收受红包", true),
      ("<p>suozhang</p>收红包<br>", true),
    ])
  func markup(_ text: String, holds: Bool) {
    #expect(Heard.persons.verdict(of: text).holds == holds)
  }

  private static let secret = "丙乡安置办负责人收施工队购物卡"

  @Test("no way around: every command, question, mention, line and file name")
  func noWayAround() throws {
    let secret = AccusationTests.secret
    let missing = Dialogue.Question.missing(text: "/线索 \u{FFFC}", part: "什么事")
    let half = Dialogue.Question.missing(text: "/线索 安置办负责人\u{FFFC}", part: "什么事")
    let heard: [[Outcome]] = [
      try Heard.group("/线索 \(secret)"), try Heard.group("！线索 \(secret)"),
      try Heard.group("线索 \(secret)", mention: true), try Heard.group(secret, mention: true),
      try Heard.group("/进展 12 \(secret)"), try Heard.group("/查 \(secret)"),
      try Heard.group("/\(secret)"), try Heard.group("现锁 \(secret)", mention: true),
      try Heard.group(secret, mention: true, missing), try Heard.privately(secret),
      try Heard.privately("线索 \(secret)"), try Heard.privately(secret, missing),
      try Heard.privately("线索 路灯不亮 地点：\(secret)"), try Heard.privately("收施工队购物卡", half),
      try Heard.privately("成员 @小马 称呼：\(secret)"), try Heard.privately("单位 \(secret)"),
      try Heard.group("/督办 12 \(secret)"),
    ]
    for outcomes in heard { #expect(outcomes.map(\.refusal) == [.accusation], "\(outcomes)") }
    let lines = try Heard.privately("进展 12 已修好\n进展 13 \(secret)\n查 12")
    #expect(lines.map(\.refusal) == [nil, .accusation, nil])
    for isPrivate in [true, false] {
      let utterance = Utterance(
        text: "/进展 12 见附件", isPrivate: isPrivate, files: 1, fileNames: ["\(secret).docx"])
      let outcomes = Heard.interpreter.interpret(utterance, try Heard.hearing())
      #expect(outcomes.map(\.refusal) == [.accusation])
    }
  }

  @Test("an edit and a forward are not echoed")
  func notEchoed() throws {
    for why in [Interpreter.NotExecuted.edited, .forwarded] {
      let utterance = Utterance(text: "/线索 \(AccusationTests.secret)", isPrivate: false)
      let answer = try #require(
        Heard.interpreter.notExecuted(why, utterance, handle: nil))
      #expect(answer.here == Confidential.accusation.text)
      #expect(answer.aside == Confidential.accusation.aside)
    }
  }

  @Test("talk in the group stays talk")
  func talk() throws {
    #expect(try Heard.group(AccusationTests.secret).isEmpty)
  }

  @Test("范围：对事 lets pass what only looks like it, and says so in the act")
  func vouched() throws {
    let clue = try Heard.privately("线索 村主任收红包的横幅掉了 范围：对事")
    guard case .act(.vouched(.register(let registration)))? = clue.first else {
      Issue.record("\(clue)")
      return
    }
    #expect(registration.title == "村主任收红包的横幅掉了")
    let progress = try Heard.group("/进展 12 村主任收红包的横幅已换 范围:对事")
    #expect(
      progress == [.act(.vouched(.progress(CaseNumber(12), text: "村主任收红包的横幅已换")))])
    // Where nothing looks like it, there is nothing to vouch for.
    let plain = try Heard.group("/线索 路灯不亮 范围：对事")
    guard case .act(.register)? = plain.first else {
      Issue.record("\(plain)")
      return
    }
  }

  @Test("a vouched question keeps its answer vouched")
  func vouchedQuestion() throws {
    let asked = try Heard.privately("线索 村主任收红包的横幅掉了 范围：对事 期限：9月25日")
    let question = try #require(asked.first?.question)
    let answered = try Heard.privately("1", question)
    guard case .act(.vouched(.register))? = answered.first else {
      Issue.record("\(answered)")
      return
    }
  }

  @Test("restricted content passes only where it is sealed, in private, for a restricted number")
  func sealed() throws {
    let text = "进展 限3 \(AccusationTests.secret)"
    #expect(try Heard.privately(text).first?.refusal == .accusation)
    var hearing = try Heard.hearing()
    hearing.sealsPersons = true
    func heard(_ text: String, isPrivate: Bool) -> Refusal.Code? {
      let utterance = Utterance(text: text, isPrivate: isPrivate)
      return Heard.interpreter.interpret(utterance, hearing).first?.refusal
    }
    #expect(heard(text, isPrivate: true) == nil)
    #expect(heard("/" + text, isPrivate: false) == .accusation)
    // Which record it comes to is told by the casebook, not by the text.
    let utterance = Utterance(text: "进展 3 限3天 \(AccusationTests.secret)", isPrivate: true)
    let outcome = Heard.interpreter.interpret(utterance, hearing).first
    guard case .act(.suspected(.progress(CaseNumber(3), _)))? = outcome else {
      Issue.record("\(String(describing: outcome))")
      return
    }
  }

  @Test("words for private chats get one line in a group, whoever types whatever behind them")
  func privateOnly() throws {
    for word in ["移送", "抄送", "提醒单", "约谈", "问责", "标定", "暗访", "回执", "审计"] {
      for text in ["/\(word) 51 纪委", "/\(word)", "／\(word)51", "\(word) 王局长收红包"] {
        let outcomes = try Heard.group(text, mention: true, roles: [.member])
        #expect(outcomes.map(\.refusal) == [.privateOnly], "\(text): \(outcomes)")
      }
    }
    #expect(try Heard.group("移送材料要快").isEmpty)
  }

  @Test("plans of unannounced visits are not for cases, nor for groups")
  func visits() throws {
    #expect(try Heard.group("/进展 12 明天9点暗访甲菜场").first?.refusal == .visitPlan)
    #expect(try Heard.privately("进展 12 明天9点暗访甲菜场").first?.refusal == .visitPlan)
    for plan in [
      "周五突击检查网吧", "9月20日上午暗访夜市", "不打招呼去查一下食堂，下午两点", "四不两直，带队去乙镇", "节前暗访加油站，已商量好",
      "周五夜查甲菜场", "周五不通知单位直接去甲菜场", "周五回马枪甲菜场", "明天暗中走访甲菜场", "周五9点不打招呼去甲菜场看看",
    ] {
      #expect(try Heard.group("/线索 \(plan)").first?.refusal == .visitPlan, "\(plan)")
      #expect(try Heard.group("/提醒 明天9点 \(plan)").first?.refusal == .visitPlan, "\(plan)")
      #expect(try Heard.privately("进展 12 \(plan)").first?.refusal == .visitPlan, "\(plan)")
    }
    for past in [
      "暗访发现三处积水", "上周五突击检查过，还是老样子", "物业不打招呼就停水，明天还要停", "物业不通知业主就停水，今天上午还停着",
      "希望多搞暗访",
    ] {
      #expect(try Heard.group("/进展 12 \(past)").first?.refusal != .visitPlan, "\(past)")
    }
  }

  @Test("who raised it, and how many persons, have the answer of what does not exist")
  func unanswerable() throws {
    for text in ["51是谁反映的", "查 51 谁举报的", "今年处理了几个人", "举报人是谁"] {
      let outcomes = try Heard.group(text, mention: true)
      #expect(outcomes == [.refused(.find, .unavailable)], "\(text)")
    }
  }

  @Test("a private sentence with names and numbers: only the matter is offered")
  func withoutNames() throws {
    let told = try Heard.privately("园区有家公司打着政府旗号让企业买安全服务，一家三千，我厂里会计李某13900000000能作证，别说是我说的")
    guard case .refused(.clue, let refusal)? = told.first,
      case .open(let dialogue) = refusal.dialogue
    else {
      Issue.record("\(told)")
      return
    }
    let wording = refusal.text.plain
    #expect(wording.contains("园区有家公司打着政府旗号让企业买安全服务，一家三千"))
    #expect(!wording.contains("李某") && !wording.contains("139"))
    let answered = try Heard.privately("1", dialogue.question)
    guard case .act(.register(let registration))? = answered.first else {
      Issue.record("\(answered)")
      return
    }
    #expect(registration.details.unsigned == true && registration.details.source == "群众反映")
  }
}
