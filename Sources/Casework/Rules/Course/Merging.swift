/// 合并: a double goes into the case it repeats; its source is kept, and whoever looks for it is led
/// there.
enum Merging {
  static func merge(
    _ numbers: [CaseNumber], into number: CaseNumber, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.merge, situation, what: "合并")
    let target = try Guards.matter(number, casebook)
    guard target.state.isOpen else {
      if let next = target.handling?.mergedInto {
        throw Refusal(
          .wrongState,
          "\(number)号已并入\(next)号，请并入那一件。\n请发：\(typed: "合并 \(NumberWords.typed(numbers)) \(next)")")
      }
      throw Guards.wrongState(target, "接收别的事项")
    }
    var decision = Decision(dialogue: .close)
    var moved: [Case] = []
    for source in numbers {
      guard source != number else {
        throw Refusal(.valueUnknown, "不能把\(number)号并入它自己，没有办。\n请写清哪一件并入哪一件：\(typed: "合并 48 45")")
      }
      let matter = try Guards.matter(source, casebook)
      // The two series never meet: one of them must not be known where the other is read.
      guard source.series == number.series else { throw Refusal.unavailable }
      // Nor does what everybody knows vanish in what few do, or the other way about.
      if matter.isInner != target.isInner {
        try Guards.opened(matter.isInner ? matter : target, what: "与公开的合并")
      }
      let transition = try Guards.transition(.merge, of: matter, situation)
      decision.events.append(
        situation.turned(
          matter, .merged(Merge(into: number)), Guards.step(transition, of: matter)))
      let absorbed = Absorbed(
        number: source, source: matter.details.source, registrant: matter.registrant)
      decision.events.append(situation.turned(target, .absorbed(absorbed), target.stay))
      moved.append(matter)
    }
    let names = NumberWords.list(numbers)
    decision.replies = [
      Reply(
        text:
          "\(names)已并入\(number)号，来源都保留。\n\(number)号：\(Cards.brief(target.title, limit: 30))\n以后查\(names)会指到\(number)号。",
        card: number)
    ]
    for matter in moved {
      let told = try Telling.concerned(matter, casebook, situation)
      let notice: Wording =
        "\(Telling.naming(matter))已并入\(number)号，不再单独办。\n\(number)号：\(Cards.brief(target.title, limit: 30))\n经办：\(situation.actor.person.address)"
      decision.replies += Telling.privately(told, notice, about: target)
    }
    return decision
  }
}
