package io.patchbay.directory;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The company's products and which team owns which product area.
 *
 * @param ids the products' ids
 * @param teamOfArea team id by folded product area
 */
record Products(Set<String> ids, Map<String, String> teamOfArea) {

    Products {
        ids = Set.copyOf(ids);
        teamOfArea = Map.copyOf(teamOfArea);
    }

    /** How areas are compared: {@code Order Intake}, {@code order_intake} and {@code order-intake} are one. */
    static String folded(String area) {
        return area.strip().toLowerCase(Locale.ROOT).replaceAll("[\\p{Zs}_-]+", "-");
    }

    String team(String area) {
        return teamOfArea.getOrDefault(folded(area), "");
    }
}
