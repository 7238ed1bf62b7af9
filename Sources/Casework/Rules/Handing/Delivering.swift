/// What waited for opening hours goes out then, as the case stands by that time: chasers merged for
/// each unit, drafts to those who are to sign, issued instruments to their unit. It stands in the case
/// until an entry says that it was said, so it goes once, however often the program starts.
enum Delivering {
  static let rule = ClockRule(
    "deliveries",
    next: { casebook, now, rules in
      let query = DutyQuery(kinds: [.deliver])
      return try casebook.docket(query).isEmpty ? nil : QuietHours(rules).opening(from: now)
    },
    decide: { casebook, now, rules in try decide(Schedule(casebook, now, rules)) })

  private static func decide(_ schedule: Schedule) throws -> Decision {
    guard schedule.isOpen else { return Decision() }
    let casebook = schedule.casebook
    let occasion = Occasion(schedule, try schedule.days())
    var decision = Decision()
    func delivered(_ matter: Case, _ serial: Int?, lapsed: Bool = false) {
      let delivery = Delivery(serial: serial, lapsed: lapsed ? true : nil)
      decision.events.append(
        Event(
          stamp: occasion.stamp, record: .matter(matter.number),
          change: .turned(
            CaseTurned(.delivered(delivery), step: Step(old: matter.state, new: matter.state)))))
    }
    var urged: [Urging.Item] = []
    for item in try casebook.docket(DutyQuery(kinds: [.deliver])) {
      guard let matter = try casebook.matter(item.duty.matter), let handling = matter.handling
      else { continue }
      if let urge = handling.urges.last(where: \.waits) {
        let item = try Urging.held(urge, matter, occasion, casebook)
        delivered(matter, nil, lapsed: item == nil)
        if let item {
          urged.append(item)
        } else {
          decision.replies.append(try Urging.lapsed(urge, matter, occasion, casebook))
        }
      }
      for instrument in handling.instruments where instrument.waits == true {
        // Whoever drafted it was told that it would be sent.
        let before = decision.replies.count
        defer {
          for index in before..<decision.replies.count {
            decision.replies[index].asker = instrument.drafter
          }
        }
        switch instrument.state {
        case .dropped: continue
        case .draft:
          delivered(matter, instrument.serial)
          if let refusal = try Signing.hindrance(
            to: instrument, of: matter, casebook, now: occasion.now, occasion.rules)
          {
            decision.replies.append(
              Reply(
                to: try Issuing.drafter(of: instrument, casebook),
                text: "\(matter.number)号的文书草稿没有送签。\n" + refusal.text, card: matter.number
              ).alsoForDeputy(!instrument.isPrivate))
          } else {
            decision.replies += try Drafts.asking(instrument, matter, casebook, occasion)
          }
        case .issued:
          let stands = Handing.isStill(instrument, with: matter) && !instrument.isHidden
          delivered(matter, instrument.serial, lapsed: !stands)
          if stands {
            try Issuing.tellUnit(instrument, matter, &decision, casebook, occasion)
          } else {
            decision.replies += try Issuing.undelivered(instrument, matter, casebook, occasion)
          }
        }
      }
    }
    decision.replies += try Urging.messages(Urging.grouped(urged), casebook, occasion)
    return decision
  }
}
