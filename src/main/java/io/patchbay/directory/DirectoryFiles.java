package io.patchbay.directory;

import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What stands in {@code queues.yaml} and {@code directory/} of the configuration folder, read and checked as a whole.
 */
public record DirectoryFiles(Staff staff, Queues queues, Directory directory) {

    /**
     * Reads the files: {@code queues.yaml}, {@code directory/staff.yaml}, {@code directory/products.yaml}, and accounts
     * from {@code directory/accounts.yaml}, {@code directory/accounts.csv} (with {@code contacts.csv}) or both.
     *
     * @param folder the configuration folder
     * @param clock the time of a call whose report names none
     * @throws ConfigurationException with everything that is wrong in any of the files
     */
    public static DirectoryFiles load(Path folder, Clock clock) {
        Problems problems = new Problems();
        Sheets sheets = Sheets.read(folder, problems);
        problems.throwIfAny();
        DirectoryFiles files = sheets.build(problems, clock);
        problems.throwIfAny();
        return files;
    }

    /** The files as they are, each of the right shape, before anything is known about what they refer to. */
    private record Sheets(Entry queues, Entry staff, Entry products, Entry settings, List<Entry> accounts) {

        static Sheets read(Path folder, Problems problems) {
            Path accounts = folder.resolve("directory/accounts.yaml");
            Path table = folder.resolve("directory/accounts.csv");
            List<Entry> all = new ArrayList<>();
            Entry settings = null;
            if (Files.exists(accounts) || !Files.exists(table)) {
                settings = yaml(folder, "directory/accounts.yaml", "accounts", problems);
                all.add(settings);
            }
            if (Files.exists(table)) {
                all.add(AccountTables.read(folder, table, folder.resolve("directory/contacts.csv"), problems));
            }
            return new Sheets(
                    yaml(folder, "queues.yaml", "queues", problems),
                    yaml(folder, "directory/staff.yaml", "staff", problems),
                    yaml(folder, "directory/products.yaml", "products", problems),
                    settings,
                    all);
        }

        private static Entry yaml(Path folder, String file, String schema, Problems problems) {
            return problems.reading(
                    () -> Entry.of(YamlFile.read(folder, folder.resolve(file), "/schema/" + schema + ".schema.json")));
        }

        DirectoryFiles build(Problems problems, Clock clock) {
            AccountPolicy policy = policy(problems);
            PhoneNumbers numbers = new PhoneNumbers(policy.defaultRegion());
            StaffReading members = new StaffReading(problems);
            Staff people = members.read(staff);
            Products catalogue = new ProductsReading(problems, people.ids()).read(products);
            AccountsReading reading =
                    new AccountsReading(problems, numbers, policy.matching(), people.ids(), catalogue.ids());
            List<AccountRecord> records = accounts.stream()
                    .flatMap(sheet -> reading.read(sheet).stream())
                    .toList();
            Queues all = new QueuesReading(problems, people, numbers, clock).read(queues);
            members.checkQueues(staff, all.names());
            return new DirectoryFiles(
                    people, all, new Directory(records, tenants(records, problems), catalogue, policy, clock));
        }

        private Map<String, List<String>> tenants(List<AccountRecord> records, Problems problems) {
            Map<String, List<String>> tenants = new HashMap<>();
            if (settings == null) {
                return tenants;
            }
            Set<String> ids = records.stream().map(AccountRecord::id).collect(Collectors.toSet());
            Entry written = settings.child("tenants");
            written.json().fieldNames().forEachRemaining(name -> {
                List<Entry> accounts = written.list(name);
                accounts.forEach(account -> problems.isKnown(account, "account", ids));
                problems.unique(written.child(name), "tenant", AccountBook.folded(name));
                tenants.put(
                        AccountBook.folded(name),
                        accounts.stream().map(Entry::text).toList());
            });
            return tenants;
        }

        private AccountPolicy policy(Problems problems) {
            if (settings == null) {
                return AccountPolicy.DEFAULT;
            }
            String region = settings.text("default_region");
            if (!region.isEmpty() && !PhoneNumbers.isRegion(region)) {
                problems.add(
                        settings.child("default_region"),
                        "there is no region '" + region + "'",
                        "write an ISO 3166 code like US, DE or JP");
                region = "";
            }
            return new AccountPolicy(
                    region,
                    settings.json().path("stale_after_days").asInt(AccountPolicy.DEFAULT.staleAfterDays()),
                    MatchPolicy.DEFAULT.with(settings));
        }
    }
}
