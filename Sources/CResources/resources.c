#include "cresources.h"

// #embed is C23; clang offers it in older modes too and warns. The language mode of the package
// stays as it is, so the warning is silenced here alone.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char cn_workdays[] = {
#embed "cn-workdays.csv"
};

static const unsigned char procedure[] = {
#embed "procedure.yaml"
};

static const unsigned char pinyin[] = {
#embed "pinyin.txt"
};

static const unsigned char migration_0001[] = {
#embed "migrations/0001-spine.sql"
};

static const unsigned char migration_0002[] = {
#embed "migrations/0002-work.sql"
};

cresource cresource_cn_workdays(void) {
  return (cresource){cn_workdays, sizeof cn_workdays};
}

cresource cresource_procedure(void) {
  return (cresource){procedure, sizeof procedure};
}

cresource cresource_pinyin(void) {
  return (cresource){pinyin, sizeof pinyin};
}

cresource cresource_migration_0001(void) {
  return (cresource){migration_0001, sizeof migration_0001};
}

cresource cresource_migration_0002(void) {
  return (cresource){migration_0002, sizeof migration_0002};
}
