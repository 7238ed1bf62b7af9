import Testing

@testable import Casework

/// What belongs to a case, who may put it there, and what is not taken.
@Suite("Photos and files")
struct EvidenceTests {
  private func photo(_ name: String, unique: String? = nil) -> Evidence {
    Evidence(kind: "photo", reference: name, unique: unique)
  }

  private func scene() throws -> Scene {
    var scene = try Scene()
    scene.add("小周", [.team])
    scene.add("李工", [.unit], unit: Scene.unit)
    scene.add("赵某")
    scene.add("陈代表")
    let details = CaseDetails(unit: UnitReference(id: Scene.unit, name: "区住房和城乡建设局"))
    try scene.act(.register(Registration(title: "停车场夜间不开放", details: details)), by: "陈代表")
    return scene
  }

  /// Decides and commits an act that those files came with.
  private func act(
    _ act: Act, by name: String, with files: [Evidence], in scene: inout Scene
  ) throws -> Decision {
    var situation = try scene.situation(name)
    situation.evidence = files
    let decision = try decide(act, scene.book, situation)
    for event in decision.events { try scene.book.append(event) }
    return decision
  }

  private func matter(_ scene: Scene, _ number: Int = 1) throws -> Case {
    try #require(scene.book.matter(CaseNumber(number)))
  }

  private let attach = Act.evidence(.attach(CaseNumber(1), page: 1))

  @Test("whoever may report progress may put files there, and nobody else")
  func whoMay() throws {
    for (name, may) in [("小周", true), ("李工", true), ("陈代表", true), ("赵某", false)] {
      var scene = try scene()
      let decision = try act(attach, by: name, with: [photo("a")], in: &scene)
      #expect((decision.refusal == nil) == may, "\(name)")
      #expect(try matter(scene).evidence.count == (may ? 1 : 0))
      // Looking is everybody's.
      #expect(try scene.decision(attach, by: name).events.isEmpty)
    }
  }

  @Test("in each state that is in hand files are taken and nothing else changes; in no other")
  func states() throws {
    for state in CaseState.allCases {
      var scene = try scene()
      var before = try matter(scene)
      before.state = state
      scene.book.put(before)
      let decision = try act(attach, by: "小周", with: [photo("a")], in: &scene)
      #expect((decision.refusal == nil) == state.isOpen, "\(state)")
      #expect(try matter(scene).state == state)
    }
  }

  @Test(
    "the same file counts once, under another reference too; one that could not be had is renewed")
  func sameFile() throws {
    var scene = try scene()
    _ = try act(attach, by: "李工", with: [photo("a", unique: "u"), photo("b")], in: &scene)
    let again = try act(attach, by: "李工", with: [photo("c", unique: "u")], in: &scene)
    #expect(again.events.isEmpty)
    #expect(again.text == "1号里已经有了，没有重复放。")
    try store("b", nil, failed: .gone, in: &scene)
    _ = try act(attach, by: "小周", with: [photo("b")], in: &scene)
    let items = try matter(scene).evidence
    #expect(items.map(\.file.reference) == ["a", "b"])
    #expect(items.map(\.isWaiting) == [true, true])
    #expect(items.map(\.by) == [PersonID("p-李工"), PersonID("p-小周")])
  }

  private func store(
    _ reference: String, _ digest: String?, failed: FetchFailure? = nil, in scene: inout Scene
  ) throws {
    let state = try matter(scene).state
    try scene.book.append(
      Event(
        stamp: Event.Stamp(at: scene.now), record: .matter(CaseNumber(1)),
        change: .turned(
          CaseTurned(
            .evidenceStored(
              EvidenceStored(
                reference: reference, sha256: digest, size: digest.map { _ in 3 },
                failed: failed?.rawValue)),
            step: Step(old: state, new: state)))))
  }

  @Test("that a file was fetched voids no confirmation and stands in no undoing's way")
  func bookkeeping() throws {
    var scene = try scene()
    _ = try act(.progress(CaseNumber(1), text: "已开放"), by: "李工", with: [photo("a")], in: &scene)
    let revision = try matter(scene).revision
    try store("a", "abc", in: &scene)
    #expect(try matter(scene).revision == revision)
    #expect(try matter(scene).evidence.map(\.sha256) == ["abc"])
    let undone = try scene.act(.undo(nil), by: "李工")
    #expect(undone.refusal == nil)
    #expect(try matter(scene).evidence.isEmpty)
    #expect(try matter(scene).progressCount == 0)
  }

  @Test("a report counts on files that came since, and that can be had")
  func since() throws {
    var scene = try scene()
    _ = try act(attach, by: "李工", with: [photo("a"), photo("b")], in: &scene)
    try store("b", nil, failed: .tooLarge, in: &scene)
    let late = scene.now.adding(minutes: 5)
    #expect(try matter(scene).evidence(since: scene.now).map(\.file.reference) == ["a"])
    #expect(try matter(scene).evidence(since: late).isEmpty)
  }

  // MARK: Without words

  private func settle(
    _ scene: Scene, _ name: String, _ count: Int = 2, dialogue: Dialogue.Question? = nil
  ) throws -> Decision {
    var situation = try scene.situation(name, at: .privateChat(ChatID("im:\(name)")))
    situation.evidence = (1...count).map { photo("p\($0)") }
    let open = dialogue.map {
      Dialogue(question: $0, opened: scene.now, lapses: scene.now.adding(minutes: 15))
    }
    return try LooseFiles.settle(asked: 0, dialogue: open, scene.book, situation)
  }

  @Test("they go where their sender registered within ten minutes, and are asked about after that")
  func registered() throws {
    var scene = try scene()
    for (minutes, goes) in [(0, true), (10, true), (11, false)] as [(Int64, Bool)] {
      scene.now = Scene.start.adding(minutes: minutes)
      let decision = try settle(scene, "陈代表")
      #expect(!decision.events.isEmpty == goes, "after \(minutes) minutes")
      #expect(decision.text.hasPrefix(goes ? "2张照片已放进1号。" : "收到2张照片。"))
    }
  }

  @Test("after an act of his on a case it is asked once whether they belong there")
  func touched() throws {
    var scene = try scene()
    try scene.act(.progress(CaseNumber(1), text: "已开放"), by: "李工")
    let decision = try settle(scene, "李工", 3)
    #expect(decision.events.isEmpty)
    #expect(decision.text == "这3张照片放进1号的进展吗？\n回1是，回2换别的号。")
    guard case .open(let dialogue) = decision.dialogue else {
      Issue.record("no question")
      return
    }
    #expect(dialogue.question == .choice(["/附件 1", "/附件"]))
  }

  @Test("an open question of another kind stays open, and they wait for its answer")
  func openQuestion() throws {
    let scene = try scene()
    for question in [
      Dialogue.Question.missing(text: "/进展 1 \u{FFFC}", part: "内容"), .choice(["/查 1"]),
      .confirm(Confirmation("/销号 1", .close, about: [])),
      .confirm(Confirmation("/反馈 1", .report, about: [])),
    ] {
      let decision = try settle(scene, "陈代表", dialogue: question)
      #expect(decision.dialogue == .keep)
      #expect(decision.events.isEmpty)
      #expect(decision.text.hasPrefix("收到2张照片"))
    }
  }

  @Test("who left in between is told nothing, and nothing of his is kept")
  func left() throws {
    var scene = try scene()
    scene.add("走了的", inGroup: false)
    #expect(try settle(scene, "走了的") == Decision())
  }

  // MARK: What is taken

  @Test(
    "kinds of files",
    arguments: [
      ("photo", nil, nil, true), ("video", nil, "video/mp4", true),
      ("document", "台账.XLSX", nil, true), ("document", "扫描件.pdf", "application/pdf", true),
      ("document", "公文.ofd", nil, true), ("document", nil, "image/jpeg", true),
      ("document", "现场", "image/png", true), ("document", "现场.zip", "application/zip", false),
      ("document", "看图.jpg.exe", "image/jpeg", false), ("document", nil, nil, false),
      ("document", "setup", "application/octet-stream", false), ("document", "网页.html", nil, false),
    ] as [(String, String?, String?, Bool)])
  func kinds(_ row: (kind: String, name: String?, type: String?, taken: Bool)) {
    let problem = FilePolicy.problem(kind: row.kind, name: row.name, type: row.type, size: 5)
    #expect((problem == nil) == row.taken)
    let large = FilePolicy.problem(
      kind: row.kind, name: row.name, type: row.type, size: FilePolicy.maximumBytes + 1)
    #expect(large?.code == .fileNotTaken)
  }

  @Test(
    "words that say a stamped paper was photographed",
    arguments: [
      ("区市场监管局的复函", true, true), ("领导批示", true, true), ("公文", true, true),
      ("盖章了", true, false), ("纸质件盖章后下午送", true, false), ("盖章的整改报告", true, true),
      ("章鱼小丸子店占道", false, false), ("现场照片", false, false),
    ])
  func papers(_ row: (text: String, alone: Bool, inCommand: Bool)) {
    #expect(FilePolicy.showsPaper(row.text, alone: true) == row.alone)
    #expect(FilePolicy.showsPaper(row.text, alone: false) == row.inCommand)
  }

  @Test(
    "sizes as people read them",
    arguments: [
      (1, "1KB"), (1 << 10, "1KB"), (655_360, "640KB"), (1 << 20, "1MB"), (3_355_443, "3.2MB"),
      (35 << 20, "35MB"),
    ] as [(Int64, String)])
  func sizes(_ row: (bytes: Int64, text: String)) {
    #expect(FileWording.size(row.bytes) == row.text)
  }
}
