import Casework
import Foundation
import Ledger
import Testing

@testable import Bot
@testable import Commands

/// 限3 in every place of every command, in two worlds of which one holds 限3: nothing is set aside,
/// nothing is written twice, everybody is answered, and nobody can tell the worlds apart.
@Suite("限号作为文字")
struct RestrictedWordsTests {
  @Test("every command × texts with 限N in every slot", .timeLimit(.minutes(20)))
  func everySlot() async throws {
    let plain = try await TwinWorld(holdsRestricted: false)
    let full = try await TwinWorld(holdsRestricted: true)
    for world in [plain, full] { try await world.begin() }
    let lines = RestrictedWordsTests.lines
    #expect(lines.count > 1000)
    for (index, line) in lines.enumerated() {
      let first = try await plain.say(line)
      let second = try await full.say(line)
      let what = "\(line.speaker) → \(line.place): \(line.text)"
      #expect(first == second, "\(what)")
      #expect(!first.isEmpty, "no answer to \(what)")
      #expect(!first.contains { $0.text.contains("没有办成，") }, "set aside: \(what)")
      if index % 500 == 499 { try await TwinWorldsTests.expectSame(plain, full, "after \(what)") }
    }
    try await TwinWorldsTests.expectSame(plain, full, "at the end")
    for world in [plain, full] {
      let journal = try await FrozenJournal(of: world.stage.ledger, ended: world.stage.time.now)
      #expect(!journal.entries.contains { $0.stored.kind == "update.set_aside" })
      #expect(journal.doubled.isEmpty, "\(journal.doubled.prefix(5))")
      // An act on an open record leaves its entries in the open chain, whatever its words.
      for entry in journal.entries where entry.chain == .restricted {
        let isOpen = entry.record.flatMap(RecordID.init)?.audience == .open
        #expect(!isOpen || entry.stored.kind == "reporter.kept", "\(entry)")
      }
      try await world.close()
    }
  }

  @Test("what was found: once in the journal, by its record, and answered")
  func asFound() async throws {
    let stage = try await Stage(mode: .plain)
    for direction in [
      "群 监督群", "单位 区住房和城乡建设局=区住建局、住建局", "人 小周=专 李工=单:区住建局 小马=员", "时 2026-09-14 09:00",
      "事项 甲路积水 登记=小马", "事项 乙路积水 登记=小马 责任=区住建局 交办=2026-09-01 期限=2026-09-10",
    ] {
      _ = try await stage.direct(direction)
    }
    for (speaker, text, kinds) in [
      ("小周", "/交办 1 住建局 限5日内答复", ["case.handed", "clock.noticed"]),
      ("小周", "/进展 1 限3天内整改", ["case.progressed"]),
      ("小周", "/线索 幸福路 限5吨标志缺失", ["case.registered"]),
      ("小周", "/提醒 明天9点 限1", ["reminder.set"]), ("小周", "/统计 今年 限1", []),
      ("小周", "催办 2、限3", ["case.urged"]), ("小马", "/进展 1 限3 号桥", ["case.progressed"]),
    ] as [(String, String, [String])] {
      let before = try await stage.journal()
      let heard = try await stage.say(
        Transcript.Spoken(speaker: speaker, place: "群:监督群", lines: [World.inGroup(text)]))
      #expect(heard.contains { $0.place == "群:监督群" }, "\(text): \(heard.map(\.text))")
      let new = try await stage.journal().dropFirst(before.count)
      #expect(new.map(\.stored.kind) == kinds, "\(text): \(heard.map(\.text))")
      #expect(new.allSatisfy { $0.chain == .open }, "\(text)")
    }
    try await stage.close()
  }

  private typealias World = TwinWorld

  private static let speakers: [(name: String, inGroup: Bool)] = [
    ("小周", true), ("小周", false), ("李工", false), ("王主任", true),
  ]

  /// Each command as its declaration shows it, with words about 限N in front of, instead of and behind
  /// each of its words.
  private static let lines: [TwinWorld.Line] = Catalogue.all.flatMap { spec in
    var words = spec.example.split(separator: " ").map(String.init)
    let name = words.removeFirst()
    var texts = [["限3"], ["限99", "限3天内整改"], ["1", "限3"]]
    for place in 0...words.count {
      for insert in ["限3", "限5吨标志缺失"] {
        var text = words
        text.insert(insert, at: place)
        texts.append(text)
        guard place < words.count else { continue }
        text = words
        text[place] = insert
        texts.append(text)
      }
    }
    return speakers.flatMap { speaker in
      texts.map { text in
        let text = ([name] + text).joined(separator: " ")
        return TwinWorld.Line(
          speaker: speaker.name, place: speaker.inGroup ? "群:监督群" : "私:\(speaker.name)",
          text: speaker.inGroup ? TwinWorld.inGroup(text) : text)
      }
    }
  }
}

extension FrozenJournal {
  /// Entries that one message left twice.
  fileprivate var doubled: [String] {
    var seen: Set<String> = []
    return entries.compactMap { entry in
      guard let message = entry.message, let actor = entry.actor else { return nil }
      let payload = String(decoding: entry.stored.payload, as: UTF8.self)
      let key = [
        message, actor, entry.chat ?? "", entry.record ?? "", entry.stored.kind, payload,
      ].joined(separator: "\t")
      return seen.insert(key).inserted ? nil : key
    }
  }
}

extension Stage {
  /// Both chains, the open one first.
  fileprivate func journal() async throws -> [FrozenJournal.Entry] {
    try await FrozenJournal(of: ledger, ended: time.now).entries
  }
}
