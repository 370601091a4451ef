package io.patchbay.directory;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.NearestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table as spreadsheets and CRMs export it: commas, double quotes, a header, UTF-8. Records without any text are
 * skipped.
 *
 * @param name the file's path below the configuration folder
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
record CsvTable(String name, List<Row> rows) {
    private static final long MAX_BYTES = 64L << 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** One record; the cells it leaves empty are absent. */
    record Row(int line, Map<String, Cell> cells) {}

    record Cell(String text, int line, int column) {}

    /**
     * Reads the file.
     *
     * @param columns the columns it may have; {@code required} those it must have
     * @throws ConfigurationException when it cannot be read, or a record does not fit the header
     */
    static CsvTable read(Path folder, Path file, Set<String> columns, Set<String> required) {
        String name = folder.relativize(file).toString();
        List<List<Cell>> records = records(name, textOf(name, file));
        if (records.isEmpty()) {
            throw failure(name, 1, 1, "the table has no header", "begin with the names of the columns");
        }
        List<Cell> header = records.get(0);
        List<ConfigurationProblem> problems = headerProblems(name, header, columns, required);
        List<Row> rows = new ArrayList<>();
        for (List<Cell> cells : records.subList(1, records.size())) {
            if (cells.size() != header.size()) {
                String message = "this record has " + cells.size() + " cells, the header " + header.size();
                String fix = "add or remove commas, and put text that has a comma in quotes";
                problems.add(new ConfigurationProblem(name, cells.get(0).line, 0, message, fix));
                continue;
            }
            rows.add(row(header, cells));
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new CsvTable(name, rows);
    }

    private static Row row(List<Cell> header, List<Cell> cells) {
        Map<String, Cell> byColumn = new HashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).text.isEmpty()) {
                byColumn.put(header.get(i).text, cells.get(i));
            }
        }
        return new Row(cells.get(0).line, byColumn);
    }

    private static List<ConfigurationProblem> headerProblems(
            String name, List<Cell> header, Set<String> columns, Set<String> required) {
        List<ConfigurationProblem> problems = new ArrayList<>();
        Set<String> missing = new HashSet<>(required);
        Set<String> seen = new HashSet<>();
        for (Cell cell : header) {
            missing.remove(cell.text);
            if (!columns.contains(cell.text)) {
                String message = "there is no column '" + cell.text + "'";
                problems.add(problem(name, cell, message, NearestName.fix(cell.text, columns)));
            } else if (!seen.add(cell.text)) {
                problems.add(
                        problem(name, cell, "the column '" + cell.text + "' is there twice", "keep one of the two"));
            }
        }
        missing.stream()
                .sorted()
                .map(column -> problem(name, header.get(0), "the column '" + column + "' is missing", "add it"))
                .forEach(problems::add);
        return problems;
    }

    private static ConfigurationProblem problem(String name, Cell cell, String message, String fix) {
        return new ConfigurationProblem(name, cell.line, cell.column, message, fix);
    }

    private static ConfigurationException failure(String name, int line, int column, String message, String fix) {
        return new ConfigurationException(List.of(new ConfigurationProblem(name, line, column, message, fix)));
    }

    private static String textOf(String name, Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw failure(name, 0, 0, "the table is larger than 64 MiB", "leave out what is no longer needed");
            }
            String text = Files.readString(file);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (IOException e) {
            throw failure(
                    name, 0, 0, "the file cannot be read as UTF-8 text", "save it as UTF-8, or mend its permissions");
        }
    }

    private static List<List<Cell>> records(String name, String text) {
        CsvFactory csv = CsvFactory.builder()
                .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                .enable(CsvParser.Feature.TRIM_SPACES)
                .build();
        List<List<Cell>> records = new ArrayList<>();
        List<Cell> record = new ArrayList<>();
        try (CsvParser parser = csv.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY) {
                    record = new ArrayList<>();
                } else if (token == JsonToken.VALUE_STRING) {
                    JsonLocation at = parser.currentTokenLocation();
                    record.add(new Cell(parser.getText().strip(), at.getLineNr(), at.getColumnNr()));
                } else if (record.stream().anyMatch(cell -> !cell.text.isEmpty())) {
                    records.add(record);
                    record = List.of();
                }
            }
            return records;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw failure(
                    name,
                    at == null ? 0 : at.getLineNr(),
                    at == null ? 0 : at.getColumnNr(),
                    "not a valid table: the quotes do not close as they should",
                    "write a quote inside a quoted cell twice");
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot fail to be read", e);
        }
    }
}
