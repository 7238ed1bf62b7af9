// swift-tools-version: 6.2

import PackageDescription

/// Every target of ours: no warning passes, `any` is written out, and a member is visible only
/// where its module is imported.
let ours: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "liandu",
  products: [
    .executable(name: "liandu", targets: ["Bot"])
  ],
  dependencies: [
    // SQLite with a serial writer, migrations and cached statements.
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    // SHA-256 for the journal's chains, for files, and for the texts that signers agree to.
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    // Subcommands, options and --help of `liandu`.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // Deque for the outbox's queues.
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    // YAML nodes with line and column, for settings and the procedure table.
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    // The log front everybody knows.
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    // The hub's HTTP server: routing, bodies, streamed answers.
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    // Header fields and byte buffers of that server.
    .package(url: "https://github.com/apple/swift-http-types", from: "1.7.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    // SIGTERM and the order in which the long-running parts stop.
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    // The data files are embedded by #embed, not copied.
    .target(
      name: "CResources",
      exclude: [
        "cn-workdays.csv", "procedure.yaml", "pinyin.txt", "simplified.txt", "lookalikes.txt",
        "persons.txt",
        "persons.weights", "migrations", "web", "demo",
      ]),
    .target(name: "Transport", dependencies: ["CCurl"], swiftSettings: ours),
    .target(name: "Chat", dependencies: ["Transport"], swiftSettings: ours),
    .target(
      name: "Casework",
      dependencies: [
        .product(name: "Yams", package: "Yams"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: ours),
    .target(name: "Commands", dependencies: ["Casework"], swiftSettings: ours),
    .target(
      name: "Ledger",
      dependencies: [
        "Casework", "CResources",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: ours),
    .target(
      name: "Hub",
      dependencies: [
        "CResources",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: ours),
    .executableTarget(
      name: "Bot",
      dependencies: [
        "Casework", "Chat", "Commands", "CResources", "Hub", "Ledger", "Transport",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: ours),
    // CPU of short requests beside held polls; `make bench`.
    .executableTarget(
      name: "TransportBench", dependencies: ["TestSupport", "Transport"],
      path: "Benchmarks/transport", swiftSettings: ours),
    // Look-ups over ten thousand cases; `make lookups`.
    .executableTarget(
      name: "LookupBench", dependencies: ["CResources", "Casework", "Commands", "Ledger"],
      path: "Benchmarks/lookups", swiftSettings: ours),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: ours),
    .testTarget(
      name: "TransportTests", dependencies: ["Transport", "TestSupport"], swiftSettings: ours),
    .testTarget(
      name: "ChatTests", dependencies: ["Chat", "Transport", "TestSupport"], swiftSettings: ours),
    .testTarget(
      name: "BotTests",
      dependencies: [
        "Bot", "Casework", "Chat", "Commands", "Hub", "Ledger", "Transport", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: ours),
    .testTarget(
      name: "HubTests",
      dependencies: [
        "Hub", "TestSupport", "Transport",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: ours),
    .testTarget(
      name: "LedgerTests",
      dependencies: [
        "Casework", "CResources", "Ledger", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["schema.sql"],
      swiftSettings: ours),
    .testTarget(
      name: "CaseworkTests", dependencies: ["Casework", "CResources", "TestSupport"],
      swiftSettings: ours),
    .testTarget(
      name: "CommandsTests",
      dependencies: ["Casework", "Commands", "CResources", "TestSupport"],
      exclude: ["Corpus"],
      swiftSettings: ours),
    .testTarget(
      name: "ConversationTests",
      dependencies: [
        "Bot", "Casework", "Chat", "Commands", "Ledger", "TestSupport",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: ours),
  ],
  swiftLanguageModes: [.v6]
)
