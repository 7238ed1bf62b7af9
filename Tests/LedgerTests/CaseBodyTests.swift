import Casework
import Foundation
import Testing

@testable import Ledger

@Suite("Bodies of cases")
struct CaseBodyTests {
  @Test("A full and an empty case are the bytes that Casework's encoder gives, and are read back")
  func body_isCaseworksJSON() throws {
    let texts = [
      "", "文化路\"积水\"\\/", (0...0x7F).compactMap { Unicode.Scalar($0).map(String.init) }.joined(),
      "𫠠👨‍👩‍👧\u{2028}\u{FEFF}e\u{301}\u{FFFD}",
    ]
    for text in texts {
      for matter in [full(text), empty(text)] {
        let body = try CaseBody.encode(matter)
        #expect(body == (try PayloadCoding.encoder.encode(matter)))
        #expect(try PayloadCoding.decoder.decode(Case.self, from: body) == matter)
      }
    }
  }

  // Every field that can be absent is there: a field forgotten in `CaseBody` fails the comparison.
  private func full(_ text: String) -> Case {
    let unit = UnitReference(id: UnitID(text), name: text)
    let due = Deadline(
      day: CivilDate(dayNumber: 20_700), rule: text, from: CivilDate(dayNumber: -1), calendar: text)
    var matter = Case(
      number: CaseNumber(.max), title: text,
      details: CaseDetails(
        unit: unit, assisting: [unit, UnitReference(id: nil, name: text)], area: text, source: text,
        sourceNumber: text, place: text, project: text, programme: text, urgent: true),
      state: .closing, registrant: PersonID(text), registeredAt: Instant(milliseconds: .min),
      chat: ChatID(text), message: text, due: due, procedure: text)
    matter.lead = PersonID(text)
    matter.contacts = [PersonID(text), PersonID("p2")]
    matter.progressCount = 3
    matter.lastProgress = .init(text: text, by: PersonID(text), at: Sample.start)
    matter.proposal = .init(
      result: .explained, by: PersonID(text), at: Sample.start, lapses: Sample.start,
      previous: .assigned)
    matter.result = .redirected
    matter.closedAt = Sample.start
    matter.inner = true
    var handling = Handling()
    handling.marks = [text]
    handling.handed = HandOver(unit: unit, due: due, by: PersonID(text), at: Sample.start)
    matter.handling = handling
    let absent = Mirror(reflecting: matter).children.filter { "\($0.value)" == "nil" }
    #expect(absent.compactMap(\.label).isEmpty)
    return matter
  }

  private func empty(_ text: String) -> Case {
    Case(
      number: CaseNumber(0), title: text, details: CaseDetails(), state: .registered,
      registrant: PersonID(text), registeredAt: Instant(milliseconds: 0), chat: nil, message: nil,
      due: nil, procedure: text)
  }
}
