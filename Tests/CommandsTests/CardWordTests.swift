import Casework
import Testing

@testable import Commands

@Suite("Answers to a card")
struct CardWordTests {
  /// What a reply to case 12's card comes to; in private unless said otherwise.
  private static func reply(
    _ text: String, isPrivate: Bool = true, mention: Bool = false,
    _ question: Dialogue.Question? = nil, roles: [Role] = [.congress]
  ) throws -> Outcome? {
    let utterance = Utterance(
      text: MentionToken.guarded(text), isPrivate: isPrivate, mentionsBot: mention,
      repliesToBot: true, card: CaseNumber(12))
    return Heard.interpreter.interpret(utterance, try Heard.hearing(question, roles: roles)).first
  }

  private static func answer(_ outcome: Outcome?) -> CardAnswer? {
    if case .card(let answer)? = outcome?.speech { answer } else { nil }
  }

  @Test(
    "consent, however it is said",
    arguments: [
      ("同意", false), ("同意。", false), ("同意！", false), ("没意见", false), ("可以", true), ("可以的", true),
      ("行", true), ("可以，辛苦了", true),
    ])
  func agreed(_ row: (text: String, isCourtesy: Bool)) throws {
    let answer = try #require(CardWordTests.answer(try CardWordTests.reply(row.text)))
    #expect(answer == CardAnswer(CaseNumber(12), .agreed(isCourtesy: row.isCourtesy)))
  }

  @Test(
    "refusal with its reason",
    arguments: [
      ("不同意", ""), ("不同意，先把摊位秤换了", "先把摊位秤换了"), ("不行 监控没装", "监控没装"),
      ("不同意：请打13900000000", "请打***********"),
    ])
  func declined(_ row: (text: String, reason: String)) throws {
    let answer = try #require(CardWordTests.answer(try CardWordTests.reply(row.text)))
    #expect(answer == CardAnswer(CaseNumber(12), .declined, text: row.reason))
  }

  @Test(
    "a word that goes on is no decision", arguments: ["可以，但是先换秤", "同意书在哪里", "行政处罚了没", "可以的话明天去看"])
  func notPlain(_ text: String) throws {
    switch CardWordTests.answer(try CardWordTests.reply(text))?.word {
    case .agreed, .declined, .received, .confirmed: Issue.record("a decision: \(text)")
    default: break
    }
  }

  @Test("收到 to the bot is for the rules, on a card or without one, whoever says it")
  func received() throws {
    for text in ["收到", "收到。", "收到，马上落实[抱拳]", "已收到", "收到了", "已签收", "签收了"] {
      #expect(
        CardWordTests.answer(try CardWordTests.reply(text))
          == CardAnswer(CaseNumber(12), .received), "\(text)")
      for outcome in [
        try Heard.group(text, mention: true), try Heard.privately(text),
        try Heard.privately(text, roles: [.unit]),
      ] {
        #expect(CardWordTests.answer(outcome.first) == CardAnswer(nil, .received), "\(text)")
      }
      #expect(try Heard.group(text).isEmpty, "\(text)")
    }
  }

  @Test("in a group a plain reply is heard for such words, and for nothing else")
  func plainReply() throws {
    #expect(CardWordTests.answer(try CardWordTests.reply("同意", isPrivate: false)) != nil)
    #expect(try CardWordTests.reply("监控呢", isPrivate: false) == nil)
    #expect(try CardWordTests.reply("这个要抓紧", isPrivate: false) == nil)
    let asked = CardWordTests.answer(
      try CardWordTests.reply("监控呢", isPrivate: false, mention: true))
    #expect(asked == CardAnswer(CaseNumber(12), .remarked(isQuestion: true), text: "监控呢"))
  }

  @Test("同意 to what waits for 确认 confirms that, whatever card it answers")
  func confirms() throws {
    let confirm = Dialogue.Question.confirm(
      Confirmation(
        "/销号 1 整改完成", .close, about: [.init(number: CaseNumber(1), revision: 3)]))
    guard case .confirmed? = try CardWordTests.reply("同意", confirm)?.act else {
      Issue.record("not confirmed")
      return
    }
  }

  @Test("确认 to the card of a no confirms that no, and 同意 does not")
  func confirmsNo() throws {
    let no = Dialogue.Question.confirm(
      Confirmation(
        "/不批 12 太久了", .refuse, about: [.init(number: CaseNumber(12), revision: 3)]))
    guard case .confirmed? = try CardWordTests.reply("确认", no)?.act else {
      Issue.record("not confirmed")
      return
    }
    #expect(
      CardWordTests.answer(try CardWordTests.reply("同意", no))
        == CardAnswer(CaseNumber(12), .agreed(isCourtesy: false)))
  }

  @Test(
    "请X牵头，Y配合",
    arguments: [
      ("请交通局牵头，丁街道配合，月底前办好", "交通局", ["丁街道"], true),
      ("由交通局牵头办理", "交通局", [], false), ("请交通局牵头，请丁街道、乙镇配合", "交通局", ["丁街道", "乙镇"], false),
      ("交通局牵头 明天办结", "交通局", [], true), ("请住建局负责", "住建局", [], false),
    ])
  func proposed(_ row: (text: String, unit: String, assisting: [String], hasDue: Bool)) throws {
    guard
      case .proposed(let proposal)? = CardWordTests.answer(try CardWordTests.reply(row.text))?.word
    else {
      Issue.record("no proposal: \(row.text)")
      return
    }
    #expect(proposal.unit == row.unit && proposal.assisting == row.assisting)
    #expect((proposal.due != nil) == row.hasDue)
  }

  @Test("a doubtful day is asked, and each of its answers is passed on, not carried out")
  func doubtfulDay() throws {
    let outcome = try CardWordTests.reply("请交通局牵头，9月25日前办好")
    let options = try #require(outcome?.options)
    #expect(options.count == 2)
    for option in options {
      let relay = try #require(Relay(option: option))
      #expect(relay.to == .team && relay.number == CaseNumber(12))
      #expect(relay.text.hasPrefix("交办 12 交通局"))
    }
    let chosen = try Heard.privately("1", .choice(options)).first?.speech
    guard case .relay? = chosen else {
      Issue.record("not passed on: \(String(describing: chosen))")
      return
    }
  }

  @Test("a relay is read back as it was written, and nobody types one")
  func relay() throws {
    for text in ["交办 12 交通局", "监控呢", "", "a b  c"] {
      for number in [CaseNumber(12), CaseNumber(3, series: .restricted)] {
        for to in [Relay.Receiver.team, .unit] {
          let relay = Relay(to: to, number: number, text: text)
          #expect(Relay(option: relay.option) == relay)
        }
      }
    }
    #expect(Relay(option: "/交办 12") == nil)
    let typed = MentionToken.guarded(Relay(to: .team, number: CaseNumber(1), text: "x").option)
    #expect(Relay(option: typed) == nil)
  }
}
