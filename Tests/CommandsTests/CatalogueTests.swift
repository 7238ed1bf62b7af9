import Casework
import Testing

@testable import Commands

/// The definitions are sound by themselves, before anybody types one.
@Suite("The declarations")
struct CatalogueTests {
  @Test("every verb has one declaration, and every declaration another verb")
  func complete() {
    #expect(Catalogue.all.count == Verb.allCases.count)
    for verb in Verb.allCases { #expect(Catalogue.spec(for: verb)?.verb == verb) }
  }

  @Test("no name means two commands, after folding")
  func uniqueNames() {
    var owners: [String: Verb] = [:]
    for spec in Catalogue.all {
      for name in spec.allNames {
        let folded = FoldedText(name).foldedString(0..<name.unicodeScalars.count)
        #expect(folded == name, "\(name) is not folded")
        #expect(
          owners[folded] == nil, "\(name) is \(spec.name) and \(owners[folded]?.rawValue ?? "")")
        owners[folded] = spec.verb
      }
    }
    for name in Reserved.names { #expect(owners[name] == nil, "\(name) is reserved and declared") }
    #expect(Set(Reserved.names).count == Reserved.names.count)
  }

  @Test("menu names are a–z, 32 at most; descriptions 256 at most and begin with the Chinese form")
  func menu() {
    #expect(Set(Catalogue.menu.map(\.name)).count == Catalogue.menu.count)
    for (name, description) in Catalogue.menu {
      #expect(
        (1...32).contains(name.count) && name.allSatisfy { ("a"..."z").contains($0) }, "\(name)")
      #expect((3...256).contains(description.count), "\(description)")
      let isChinese = description.unicodeScalars.first?.isHan ?? false
      #expect(isChinese, "\(description)")
    }
  }

  @Test(
    "every example is a command of its own verb, and does what it says",
    arguments: Catalogue.all.map(\.example))
  func examples(_ example: String) throws {
    let spec = try #require(Catalogue.all.first { $0.example == example })
    // What is for private chats gets one line in a group, whatever stands behind the word.
    guard !Discretion.privateVerbs.contains(spec.verb) else {
      #expect(try Heard.group("/" + example) == [.refused(spec.verb, Discretion.privateOnly)])
      #expect(try Heard.privately(example).first?.act?.verb == spec.verb)
      #expect(try Heard.privately(example) == Heard.privately("/" + example))
      return
    }
    for text in ["/" + example, "！" + example, "／" + example] {
      let outcomes = try Heard.group(text)
      #expect(outcomes.count == 1)
      if let act = outcomes.first?.act { #expect(act.verb == spec.verb, "\(text)") }
      // Help, a page that is not there and 确认 without a question are answers of their own.
      if outcomes.first?.act == nil { #expect([.help, .next].contains(spec.verb), "\(text)") }
    }
    let bare = try Heard.privately(example)
    let slashed = try Heard.group("/" + example)
    // In private a clue is asked about first: the whole group will see it.
    if spec.verb == .clue {
      #expect(bare.first?.options?.count == 2)
    } else {
      #expect(bare == slashed)
    }
  }

  @Test(
    "help for any role is short, pages through, and shows what that role may",
    arguments: Role.allCases)
  func help(_ role: Role) throws {
    var seen: Set<String> = []
    var question: Dialogue.Question?
    for page in 1...5 {
      let outcomes =
        page == 1
        ? try Heard.privately("帮助", roles: [role])
        : try Heard.privately("下一页", question, roles: [role])
      guard case .answer(let wording, let change)? = outcomes.first else {
        Issue.record("no answer on page \(page)")
        return
      }
      #expect(wording.lines.count <= 8)
      if page > 1 {
        for line in wording.lines.dropFirst() {
          guard case .plain(let text)? = line.first, let colon = text.firstIndex(of: "：") else {
            continue
          }
          seen.formUnion(text[text.index(after: colon)...].split(separator: "、").map(String.init))
        }
      }
      guard case .open(let dialogue) = change else { break }
      question = dialogue.question
    }
    let actor = Heard.actor([role])
    for spec in Catalogue.all where !Topics.unlisted.contains(spec.verb) {
      let offered = AccessPolicy.offers(spec.verb, to: actor)
      #expect(seen.contains(spec.name) == offered, "\(spec.name) for \(role.name)")
    }
  }

  @Test("help on a topic shows what one may in it, and no more", arguments: Role.allCases)
  func topics(_ role: Role) throws {
    for topic in Topics.offered(to: Heard.actor([role])) {
      let outcome = try #require(try Heard.privately("帮助 \(topic.name)", roles: [role]).first)
      guard case .answer(let wording, _) = outcome else {
        Issue.record("no answer: \(topic.name)")
        continue
      }
      #expect(wording.lines.count <= 8)
      #expect(wording.plain.contains(topic.name))
    }
    let placed = Topics.all.flatMap(\.verbs)
    #expect(Set(placed).count == placed.count, "a command stands under two topics")
  }

  @Test("the reference page has every command")
  func reference() {
    for spec in Catalogue.all {
      #expect(Catalogue.reference.contains("## \(spec.name)\n"))
      #expect(Catalogue.reference.contains(spec.permission.wording))
    }
  }
}
