package io.patchbay.directory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads {@code directory/products.yaml}: the product teams, and the products with their areas. */
final class ProductsReading {
    private final Problems problems;
    private final Set<String> staff;

    ProductsReading(Problems problems, Set<String> staff) {
        this.problems = problems;
        this.staff = staff;
    }

    Products read(Entry file) {
        Set<String> teams = new HashSet<>();
        for (Entry team : file.list("teams")) {
            problems.unique(team.child("id"), "team id", team.text("id"));
            teams.add(team.text("id"));
            team.list("members").forEach(member -> problems.isKnown(member, "member of staff", staff));
        }
        Set<String> ids = new HashSet<>();
        Map<String, String> teamOfArea = new HashMap<>();
        for (Entry product : file.list("products")) {
            problems.unique(product.child("id"), "product id", product.text("id"));
            problems.isKnown(product.child("team"), "team", teams);
            ids.add(product.text("id"));
            for (Entry area : product.list("areas")) {
                String folded = Products.folded(area.text());
                problems.unique(area, "product area", folded);
                teamOfArea.put(folded, product.text("team"));
            }
        }
        return new Products(ids, teamOfArea);
    }
}
