import Casework

extension Book {
  func matter(ofInstrument number: String) -> CaseNumber? {
    matters.values.first { matter in
      issued(matter).contains { $0.number.map { InstrumentNumber.canonical($0) ?? $0 } == number }
    }?.number
  }

  func lastInstrument(_ kind: String, in year: Int) -> Int {
    matters.values.flatMap(issued).filter { $0.kind == kind && $0.year == year }
      .compactMap(\.yearSerial).max() ?? 0
  }

  private func issued(_ matter: Case) -> [Instrument] {
    (matter.handling?.instruments ?? []).filter { $0.state == .issued }
  }
}
