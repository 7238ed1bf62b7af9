import Foundation
import Testing

@testable import Casework

/// What is left of a payload without its texts.
@Suite("去掉文字的载荷")
struct SkeletonTests {
  private func skeleton(_ json: String) -> String? {
    Skeleton.of(Data(json.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("texts go, whatever they hold; numbers, states, ids and days stay")
  func texts_go() {
    let marker = Skeleton.marker
    #expect(
      skeleton(#"{"step":{"new":"a","old":"b"},"text":"说\"了\\什么"}"#)
        == #"{"step":{"new":"a","old":"b"},"text":"\#(marker)"}"#)
    #expect(
      skeleton(#"{"area":"停车","marks":["热点","难点"],"place":"西河村","urgent":true}"#)
        == #"{"marks":[],"urgent":true}"#)
    #expect(
      skeleton(#"{"unit":{"id":"u1","name":"区住建局"},"assisting":[{"name":"老王的队"}]}"#)
        == #"{"unit":{"id":"u1","name":"区住建局"},"assisting":[{"name":"\#(marker)"}]}"#)
  }

  @Test("a key that nobody listed is a text")
  func unknownKey_isText() {
    #expect(skeleton(#"{"novel":"话","n":1}"#) == #"{"novel":"\#(Skeleton.marker)","n":1}"#)
  }

  @Test(
    "what is no JSON of ours has none",
    arguments: [
      "", "{", "{\"a\":1", "{\"a\" :1}", "{}x", "[1,]", "{\"a\":\"b",
      String(repeating: "[", count: 99),
    ])
  func malformed(_ json: String) {
    #expect(skeleton(json) == nil)
  }

  @Test("sentences are told as they were typed")
  func sentences() {
    let json = #"{"note":"一\n二","signedOffBy":"刘局长","title":"桥\"面\"","text":"\#(Skeleton.marker)"}"#
    #expect(Skeleton.sentences(in: Data(json.utf8)) == ["一\n二", "桥\"面\""])
  }

  @Test(
    "how a wish or a closing ended is no text, and the entry is read without it",
    arguments: ActDeclined.Ending.allCases)
  func ended(_ ending: ActDeclined.Ending) throws {
    let step = Step(old: .registered, new: .registered)
    let declined = ActDeclined(.void, by: PersonID("p1"), ended: ending)
    let lapsed = CloseLapsed(proposer: PersonID("p1"), step: step, ended: ending)
    func withoutTexts(_ change: Change) throws -> Change {
      let stored = try change.stored()
      return try Change(
        Change.Stored(
          kind: stored.kind, version: stored.version,
          payload: try #require(Skeleton.of(stored.payload))))
    }
    let act = Change.turned(CaseTurned(.actDeclined(declined), step: step))
    guard case .turned(let turned) = try withoutTexts(act),
      case .actDeclined(let left) = turned.turn,
      case .closeLapsed(let closing) = try withoutTexts(.closeLapsed(lapsed))
    else {
      Issue.record("read as another kind")
      return
    }
    #expect(left == ActDeclined(.void, by: PersonID("p1")))
    #expect(closing == CloseLapsed(proposer: PersonID("p1"), step: step))
  }

  /// Every payload that was ever written is still read without its texts, as the same kind, and says
  /// nothing that was in it.
  @Test("each entry of the frozen journals is read without its texts")
  func frozen() throws {
    var count = 0
    let files = FileManager.default.enumerator(atPath: PayloadTests.frozen.path)?.allObjects ?? []
    for name in files.compactMap({ $0 as? String }) where name.hasSuffix(".journal") {
      let text = try String(
        contentsOf: PayloadTests.frozen.appendingPathComponent(name), encoding: .utf8)
      for line in text.split(separator: "\n").dropFirst() {
        let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard Skeleton.holdsTexts(kind: columns[6]) else { continue }
        let payload = Data(columns[8].utf8)
        let skeleton = try #require(Skeleton.of(payload), "\(name): \(columns[8])")
        let stored = Change.Stored(
          kind: columns[6], version: try #require(Int(columns[7])), payload: skeleton)
        let change = try Change(stored)
        #expect(Skeleton.of(skeleton) == skeleton, "\(columns[6])")
        #expect(change.sentences.isEmpty, "\(columns[6])")
        // A day that was typed as a reason stands in the term too.
        for sentence in Skeleton.sentences(in: payload)
        where sentence.count > 3 && CivilDate(iso: sentence) == nil {
          #expect(!String(decoding: skeleton, as: UTF8.self).contains(sentence), "\(name)")
        }
        count += 1
      }
    }
    #expect(count > 1000)
  }
}
