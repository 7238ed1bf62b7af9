import Casework
import Testing

/// Numbers and texts of instruments, and what is no matter for them.
@Suite("Instruments")
struct InstrumentTextTests {
  @Test(
    "a number is one number, whatever brackets and digits were typed",
    arguments: [
      "协同督〔2026〕9号", "协同督[2026]9号", "协同督(2026)9号", "协同督（2026）9号", "协同督【2026】9号",
      "协同督［2026］９号", "协同督 〔２０２６〕 第9号", "协同督〔2026〕9", "协同督〔2026〕009号",
    ])
  func oneForm(_ typed: String) {
    #expect(InstrumentNumber.canonical(typed) == "协同督〔2026〕9号")
  }

  @Test(
    "what only looks like one is none",
    arguments: [
      "", "协同督", "9号", "〔2026〕9号", "协同督〔26〕9号", "协同督〔2026〕号", "协同督2026-9号", "协同督〔2026〕0号",
      "协同督〔2026〕9号楼", "停车场（2026）", "请查协同督〔2026〕9号的事",
    ])
  func noNumber(_ typed: String) {
    #expect(InstrumentNumber.canonical(typed) == nil)
  }

  private static func scene() throws -> Scene {
    var scene = try Scene()
    scene.add("周九", [.team])
    scene.add("王五", [.congress])
    scene.add("李工", [.unit], unit: Scene.unit)
    return scene
  }

  private static func registers(_ title: String) throws -> Bool {
    var scene = try scene()
    return try scene.act(.register(Registration(title: title)), by: "周九").refusal != .courtJudgment
  }

  @Test(
    "a wish to change a court's judgment is not registered",
    arguments: [
      "王某不服判决，请督办法院改判", "请法院再审我的案子", "一审判错了，要求撤销", "对终审不服", "法院裁定不公，请纠正",
      "请求推翻判决", "判决书不对，要重审",
    ])
  func judgments(_ title: String) throws {
    #expect(try !InstrumentTextTests.registers(title))
  }

  @Test(
    "delay, refusal and non-enforcement are matters like any other",
    arguments: [
      "法院判决半年了，执行一直拖着", "到法院立案窗口三次都不收材料", "材料要再审核一遍，拖了两周", "处罚决定请撤销",
      "小区业委会换届有人不服", "裁判文书一直没有送达",
    ])
  func matters(_ title: String) throws {
    #expect(try InstrumentTextTests.registers(title))
  }

  @Test(
    "the text is the paper's: addressee, indent, requirement, term, and the same for the same case")
  func text() throws {
    var scene = try InstrumentTextTests.scene()
    let number = CaseNumber(1)
    let details = CaseDetails(
      unit: UnitReference(id: nil, name: "住建局"), source: "甲街道联络站")
    try scene.act(.register(Registration(title: "3号楼电梯停运。", details: details)), by: "周九")
    func term(_ days: Int) -> Deadline {
      let today = scene.rules.zone.day(of: scene.now)
      return Deadline(day: today.adding(days: days), rule: "", from: today, calendar: "")
    }
    try scene.act(
      .handing(.assign(Assigning(numbers: [number], assisting: ["交通局"], due: term(4)))), by: "周九")
    scene.now = scene.now.adding(days: 7)
    let draft = Act.handing(
      .draft(Drafting(verb: .order, number: number, due: term(8), requirement: "恢复运行；")))
    let twin = scene
    try scene.actAndConfirm(draft, by: "周九")
    let instrument = try #require(scene.book.matter(number)?.handling?.instruments.first)
    #expect(
      instrument.text == """
        问题督办单

        区住房和城乡建设局：
        　　据甲街道联络站反映，3号楼电梯停运。该问题已于2026年9月14日交你局办理，到期未收到办结反馈。现予督办。
        　　一、办理要求：恢复运行。配合单位：区交通运输局。
        　　二、办理期限：2026年9月29日（周二）前办结，含当日。
        　　三、反馈方式：书面反馈办理结果，经主要负责人审签并加盖公章，纸质件送监督工作专班。
        　　四、确需延期的，请在到期前书面说明理由。
        　　联系人：周九，电话：（由专班填写）

        区人大常委会办公室
        区纪委监委党风政风监督室
        """)
    #expect(instrument.digest.count == 64)
    var other = twin
    try other.actAndConfirm(draft, by: "周九")
    #expect(other.book.matter(number)?.handling?.instruments.first?.digest == instrument.digest)
  }

  @Test("a restricted case goes to no unit")
  func restricted() throws {
    var scene = try InstrumentTextTests.scene()
    let number = CaseNumber(1, series: .restricted)
    scene.book.put(
      Case(
        number: number, title: "某事", details: CaseDetails(), state: .registered,
        registrant: PersonID("p-周九"), registeredAt: scene.now, chat: nil, message: nil, due: nil,
        procedure: "1"))
    for act: HandingAct in [
      .assign(Assigning(numbers: [number], unit: "住建局")), .urge([number]),
      .draft(Drafting(verb: .order, number: number, unit: "住建局", reason: "重")),
    ] {
      #expect(try scene.decision(.handing(act), by: "周九").refusal == .restrictedNotHere)
    }
  }
}
