import Foundation
import Testing

@testable import Casework

/// What the journal stores, by kind and version. `Tests/Frozen/payloads.txt` says it of every version
/// that was ever written; `RECORD=1` adds what is new, and changes nothing that is there but for a key
/// that became possible.
@Suite("存下来的内容")
struct PayloadTests {
  static let frozen = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Frozen")

  @Test("a kind that stores something else than its version says is a new version")
  func shapes() throws {
    let file = PayloadTests.frozen.appendingPathComponent("payloads.txt")
    let probe = ShapeProbe()
    for kind in Kinds.all {
      for (version, reader) in kind.readers {
        try probe.look(at: reader.form, as: "\(kind.name) v\(version)")
      }
    }
    let text = probe.text
    let written = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    var mayRecord = true
    let now = ShapeProbe.read(text)
    for (name, before) in ShapeProbe.read(written) {
      let after = now[name] ?? [:]
      for (key, shape) in before where after[key] != shape {
        mayRecord = false
        Issue.record(
          "\(name): \(key) was \(shape), is \(after[key] ?? "gone"); give the kind a new version")
      }
      for (key, shape) in after where before[key] == nil && !shape.hasSuffix("?") {
        mayRecord = false
        Issue.record("\(name): \(key) is new and not optional; give the kind a new version")
      }
    }
    if text != written, mayRecord, ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(text.utf8).write(to: file)
    }
    #expect(text == written, "run with RECORD=1, then look at the difference")
  }

  @Test("every entry of the frozen journals is read, and written again as the same bytes")
  func frozenPayloads() throws {
    var count = 0
    let files = FileManager.default.enumerator(atPath: PayloadTests.frozen.path)?.allObjects ?? []
    for name in files.compactMap({ $0 as? String }) where name.hasSuffix(".journal") {
      let text = try String(
        contentsOf: PayloadTests.frozen.appendingPathComponent(name), encoding: .utf8)
      for line in text.split(separator: "\n").dropFirst() {
        let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        let stored = Change.Stored(
          kind: columns[6], version: try #require(Int(columns[7])), payload: Data(columns[8].utf8))
        let again = try Change(stored).stored()
        count += 1
        guard again.version == stored.version else { continue }
        #expect(again == stored, "\(name): \(columns[6])")
      }
    }
    #expect(count > 5000)
  }

  @Test("a kind writes its newest version and reads the older ones")
  func versions() throws {
    struct Old: Codable { var who: String }
    struct New: Codable, Equatable { var verb: String }
    let kind = Kind("act.tested", version: 2) { (new: New) in
      .vouched(ActVouched(verb: new.verb))
    }
    .reading(1, as: Old.self) { .vouched(ActVouched(verb: "by \($0.who)")) }
    let written = kind(New(verb: "x"))
    #expect(written.kind == "act.tested" && written.version == 2)
    let old = try #require(kind.readers[1]).read(Data(#"{"who":"p1"}"#.utf8))
    #expect(old == .vouched(ActVouched(verb: "by p1")))
  }

  @Test("a version or a kind of a newer program is named, with what is read here")
  func unknown() throws {
    for (kind, known) in [
      ("case.led", "v1 of it"), ("case.teleported", "a kind this version knows"),
    ] {
      let stored = Change.Stored(kind: kind, version: 7, payload: Data("{}".utf8))
      let error = #expect(throws: PayloadError.self) { try Change(stored) }
      #expect(error?.description.contains("\(kind) v7") == true)
      #expect(error?.description.contains(known) == true, "\(error?.description ?? "")")
    }
    #expect(Set(Kinds.all.map(\.name)).count == Kinds.all.count, "two kinds of one name")
  }

  @Test("a case that an older program restored, without what came since, is read")
  func olderCase() throws {
    let json = """
      {"contacts":[],"details":{"assisting":[],"urgent":false},"handling":{},"number":1,\
      "procedure":"t","progressCount":0,"registeredAt":1,"registrant":"p1","revision":1,\
      "state":"registered","title":"积水"}
      """
    let matter = try PayloadCoding.decoder.decode(Case.self, from: Data(json.utf8))
    #expect(matter.handling == Handling())
  }
}
