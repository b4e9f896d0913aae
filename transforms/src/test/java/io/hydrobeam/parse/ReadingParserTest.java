package io.hydrobeam.parse;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hydrobeam.model.DeadLetter.Reason;
import io.hydrobeam.model.Message;
import io.hydrobeam.model.Reading;
import io.hydrobeam.model.Sensor;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingParserTest {
  private static final String TOPIC = "hydraulic-PS1";
  private static final long TIME = Instant.parse("2025-11-08T14:30:45.123Z").toEpochMilli();

  private static final long RECORD = TIME + 777;

  private final ReadingParser parser = ReadingParser.of("hydraulic-", "rig-1", ZoneOffset.UTC);

  /** A message in which one field has other text than usual, as JSON. */
  private static String with(String field, String json) {
    var message =
        "{'sensor':'PS1','cycle':7,'sample_idx':42,'value':151.19,"
            + "'timestamp':'2025-11-08T14:30:45.123456','sampling_rate_hz':100,'rig':'rig-2'}";
    return message
        .replaceFirst(
            String.format(Locale.ROOT, "'%s':('[^']*'|[^,}]*)", field),
            Matcher.quoteReplacement(String.format(Locale.ROOT, "'%s':%s", field, json)))
        .replace('\'', '"');
  }

  private static String without(String field) {
    return with(field, "0")
        .replaceFirst(String.format(Locale.ROOT, ",?\"%s\":0", field), "")
        .replace("{,", "{");
  }

  private Reading parse(String json) throws MalformedMessageException {
    return parser.parse(TOPIC, json.getBytes(UTF_8), RECORD);
  }

  private long timeOf(String timestampJson) throws MalformedMessageException {
    return parse(with("timestamp", timestampJson)).timestampMillis();
  }

  private MalformedMessageException refusal(String topic, byte[] message) {
    return catchThrowableOfType(
        MalformedMessageException.class, () -> parser.parse(topic, message, RECORD));
  }

  private MalformedMessageException refusal(String json) {
    var refusal = refusal(TOPIC, json.getBytes(UTF_8));
    assertThat(refusal).as(json).isNotNull();
    return refusal;
  }

  @Test
  void messageIsParsedOnceForItsTimeAndItsSample() throws Exception {
    byte[] message = with("value", "1").getBytes(UTF_8);
    Reading reading = parser.parseOnce(TOPIC, message, RECORD);
    assertThat(parser.parseOnce(TOPIC, message, RECORD)).isSameAs(reading);
    // Beam copies a source, and with it the parser, before the graph is made.
    assertThat(SerializableUtils.clone(parser).parseOnce(TOPIC, message, RECORD)).isSameAs(reading);
    assertThat(parser.parseOnce(TOPIC, message.clone(), RECORD))
        .isNotSameAs(reading)
        .isEqualTo(reading);
  }

  @Test
  void parsedMessageIsNotMistakenForAnother() throws Exception {
    byte[] message = without("rig").getBytes(UTF_8);
    assertThat(parser.parseOnce(TOPIC, message, RECORD).rig()).isEqualTo("rig-1");
    var other = ReadingParser.of("hydraulic-", "rig-9", ZoneOffset.UTC);
    assertThat(other.parseOnce(TOPIC, message, RECORD).rig()).isEqualTo("rig-9");
    var elsewhere = ReadingParser.of("hydraulic-", "rig-9", ZoneOffset.ofHours(1));
    assertThat(elsewhere.parseOnce(TOPIC, message, RECORD).timestampMillis())
        .isEqualTo(TIME - 3_600_000);
    assertThat(other.parseOnce(TOPIC, with("value", "2").getBytes(UTF_8), RECORD).value())
        .isEqualTo(2);
    other.parseOnce(TOPIC, message, RECORD);
    assertThatThrownBy(() -> other.parseOnce("hydraulic-PS2", message, RECORD))
        .isInstanceOf(MalformedMessageException.class);
    var ofOtherTopics = ReadingParser.of("other-", "rig-9", ZoneOffset.UTC);
    other.parseOnce(TOPIC, message, RECORD);
    assertThatThrownBy(() -> ofOtherTopics.parseOnce(TOPIC, message, RECORD))
        .isInstanceOf(MalformedMessageException.class);
    assertThatThrownBy(() -> other.parseOnce(TOPIC, null, RECORD))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void messagesOfOurProducersAreRead() throws Exception {
    assertThat(
            parse(
                "{\"sensor\":\"PS1\",\"cycle\":0,\"sample_idx\":42,\"value\":151.19,"
                    + "\"timestamp\":\"2025-11-08T14:30:45.123456\",\"sampling_rate_hz\":100}"))
        .isEqualTo(new Reading("rig-1", Sensor.PS1, 0, 151.19, TIME, 42));
  }

  private void assertSampleIdx(String json, long index) throws MalformedMessageException {
    byte[] message = with("sample_idx", json).getBytes(UTF_8);
    assertThat(parser.parse(TOPIC, message, Message.NO_TIMESTAMP).sampleIdx()).isEqualTo(index);
    assertThat(parser.parseAny(TOPIC, message, Message.NO_TIMESTAMP).sampleIdx()).isEqualTo(index);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 7, 999_999_999_999_999_999L})
  void sampleIdxIsReadWithAndWithoutTheShortCut(long index) throws Exception {
    assertSampleIdx(Long.toString(index), index);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "-0",
        "1.0",
        "1e3",
        "1000000000000000000",
        "'7'",
        "null",
        "[7]",
        "7,'sample_idx':''",
        "7,'sample_idx':0.5"
      })
  void sampleIdxThatIsNoIndexIsAsIfAbsent(String json) throws Exception {
    assertSampleIdx(json, Reading.NO_INDEX);
  }

  @Test
  void everySensorIsReadOnItsOwnTopic() throws Exception {
    for (Sensor sensor : Sensor.all()) {
      var message = with("sensor", String.format(Locale.ROOT, "'%s'", sensor)).getBytes(UTF_8);
      assertThat(parser.parse("hydraulic-" + sensor, message, RECORD).sensor()).isEqualTo(sensor);
    }
  }

  @Test
  void rigOfTheMessageCountsBeforeTheDefault() throws Exception {
    assertThat(parse(with("rig", "'Prüfstand \\u0031/ä'")).rig()).isEqualTo("Prüfstand 1/ä");
    assertThat(parse(with("rig", "'rig-9'")).rig()).isEqualTo("rig-9");
    assertThat(parse(without("rig")).rig()).isEqualTo("rig-1");
  }

  @Test
  void rigThatIsNullIsTheDefault() throws Exception {
    assertThat(parse(with("rig", "null")).rig()).isEqualTo("rig-1");
    assertThat(parse(with("sample_idx", "1,'rig':null,'x':2")).rig()).isEqualTo("rig-2");
    assertThat(parse(with("rig", "'rig-9','rig':null")).rig()).isEqualTo("rig-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "'text'",
        "'ütf \\n \\u00e9'",
        "-1.5e-7",
        "1e999",
        "[]",
        "[1,[2,{'value':3}],'x']",
        "{'value':1,'sensor':{'a':[null]}}"
      })
  void unknownFieldsOfAnyTypeAreIgnored(String json) throws Exception {
    assertThat(parse(with("sample_idx", json)))
        .isEqualTo(new Reading("rig-2", Sensor.PS1, 7, 151.19, TIME));
  }

  @Test
  void orderWhiteSpaceAndEscapesDoNotMatter() throws Exception {
    var message =
        """
        \t{ "timestamp" : "2025-11-08T14:30:45.123456" ,\r
          "v\\u0061lue":151.19, "cycle": 7, "sensor" :"\\u0050S1", "r\\u0069g" : "rig-2" }\s
        """;
    assertThat(parse(message)).isEqualTo(parse(with("sample_idx", "null")));
  }

  @Test
  void ofAFieldThatComesTwiceTheLastCounts() throws Exception {
    assertThat(parse(with("sample_idx", "1,'cycle':3")).cycle()).isEqualTo(3);
    assertThat(parse(with("sample_idx", "1,'cycle':'x','cycle':4")).cycle()).isEqualTo(4);
    assertThat(refusal(with("sample_idx", "1,'cycle':4,'cycle':'x'")).reason())
        .isEqualTo(Reason.BAD_CYCLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "-0.0",
        "151",
        "-3.25",
        "0.1",
        "1E3",
        "1.5e-3",
        "2.5e+10",
        "4.9e-324",
        "1e-999",
        "1.7976931348623157e308",
        "9007199254740993",
        "0.30000000000000004",
        "123456.7890123456789",
        "12345678901234567890123456789012345678901234567890.5",
        "0.000000000000000000000001"
      })
  void valuesAreRoundedAsJavaRoundsThem(String number) throws Exception {
    assertThat(parse(with("value", number)).value())
        .isEqualTo(Double.valueOf(Double.parseDouble(number)));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-11-08T14:30:45.123456, 2025-11-08T14:30:45.123Z",
    "2025-11-08T14:30:45.123999999, 2025-11-08T14:30:45.123Z",
    "2025-11-08T14:30:45.9, 2025-11-08T14:30:45.900Z",
    "2025-11-08T14:30:45, 2025-11-08T14:30:45Z",
    "2025-11-08T14:30, 2025-11-08T14:30:00Z",
    "2025-11-08T14:30:45.5Z, 2025-11-08T14:30:45.500Z",
    "2025-11-08t14:30:45.5z, 2025-11-08T14:30:45.500Z",
    "2025-11-08T14:30:45+02:00, 2025-11-08T12:30:45Z",
    "2025-11-08T14:30:45.25+0200, 2025-11-08T12:30:45.250Z",
    "2025-11-08T14:30:45-03, 2025-11-08T17:30:45Z",
    "2025-11-08T14:30-09:30, 2025-11-09T00:00:00Z",
    "2025-11-08T14:30:45+01:00:15, 2025-11-08T13:30:30Z",
    "'2025-11-08T14:30:45,123', 2025-11-08T14:30:45.123Z",
    "2024-02-29T00:00:00+18:00, 2024-02-28T06:00:00Z",
    "2000-01-01T00:00:00.0009, 2000-01-01T00:00:00Z",
    "9999-12-31T23:59:59.9999, 9999-12-31T23:59:59.999Z",
  })
  void isoTimestampsAreReadAndCutToMilliseconds(String text, String time) throws Exception {
    assertThat(timeOf("'" + text + "'")).isEqualTo(Instant.parse(time).toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource({
    "1762612245123, 1762612245123",
    "1762612245123.9999999999, 1762612245123",
    "1.762612245123E12, 1762612245123",
  })
  void numbersAreEpochMillisecondsCutOff(String number, long millis) throws Exception {
    assertThat(timeOf(number)).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.999, 0", "1e-999999999, 0", "59999.5, 59999"})
  void earlierBoundLetsEarlierTimestampsIn(String number, long millis) throws Exception {
    var fromEpochOn = ReadingParser.of("hydraulic-", "rig-1", ZoneOffset.UTC, Instant.EPOCH);
    byte[] message = with("timestamp", number).getBytes(UTF_8);
    assertThat(fromEpochOn.parse(TOPIC, message, RECORD).timestampMillis()).isEqualTo(millis);
    byte[] before = with("timestamp", "'1969-12-31T23:59:59.9999Z'").getBytes(UTF_8);
    assertThatThrownBy(() -> fromEpochOn.parse(TOPIC, before, RECORD))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("before 1970-01-01T00:00:00Z (--earliestTimestamp)");
  }

  @Test
  void parsersWithOtherBoundsAreNotEqual() {
    var fromEpochOn = ReadingParser.of("hydraulic-", "rig-1", ZoneOffset.UTC, Instant.EPOCH);
    assertThat(fromEpochOn).isNotEqualTo(parser);
    assertThat(fromEpochOn.hashCode()).isNotEqualTo(parser.hashCode());
    assertThat(SerializableUtils.clone(parser)).isEqualTo(parser).hasSameHashCodeAs(parser);
  }

  @Test
  void boundBefore1970IsRefused() {
    var before = Instant.EPOCH.minusMillis(1);
    assertThatThrownBy(() -> ReadingParser.of("hydraulic-", "rig-1", ZoneOffset.UTC, before))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1969-12-31T23:59:59.999Z");
  }

  @Test
  void timestampsWithoutAZoneAreInTheDefaultZone() throws Exception {
    assertThat(in("+05:30", "2025-11-08T14:30:45")).isEqualTo("2025-11-08T09:00:45Z");
    assertThat(in("Europe/Berlin", "2025-11-08T14:30:45")).isEqualTo("2025-11-08T13:30:45Z");
    assertThat(in("Europe/Berlin", "2025-07-08T14:30:45.5")).isEqualTo("2025-07-08T12:30:45.500Z");
    assertThat(in("Europe/Berlin", "2025-07-08T14:30:45Z")).isEqualTo("2025-07-08T14:30:45Z");
  }

  @Test
  void timeThatTheClockSkipsCountsFromBeforeTheGap() throws Exception {
    assertThat(in("Europe/Berlin", "2025-03-30T02:30:00")).isEqualTo("2025-03-30T01:30:00Z");
    assertThat(in("Europe/Berlin", "2025-03-30T02:30")).isEqualTo("2025-03-30T01:30:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2025-10-26T02:30:00, 2025-10-26T00:31:00Z, 2025-10-26T00:30:00Z",
    "Europe/Berlin, 2025-10-26T02:30:00, 2025-10-26T01:00:00Z, 2025-10-26T00:30:00Z",
    "Europe/Berlin, 2025-10-26T02:30:00, 2025-10-26T01:00:00.001Z, 2025-10-26T01:30:00Z",
    "Europe/Berlin, 2025-10-26T02:30, 2025-10-26T00:31:00Z, 2025-10-26T00:30:00Z",
    "Europe/Berlin, 2025-10-26T02:30, 2025-10-26T01:31:00Z, 2025-10-26T01:30:00Z",
    "Europe/Berlin, 2025-10-26T02:59:59.999, 2025-10-26T02:00:02Z, 2025-10-26T01:59:59.999Z",
    "Europe/Berlin, 2025-10-26T03:00:00, 2025-10-26T01:00:02Z, 2025-10-26T02:00:00Z",
    "Europe/Berlin, 2025-10-26T02:30:00Z, 2025-10-26T01:31:00Z, 2025-10-26T02:30:00Z",
    "America/New_York, 2025-11-02T01:15:00, 2025-11-02T06:15:01Z, 2025-11-02T06:15:00Z",
    "Australia/Lord_Howe, 2025-04-06T01:45:00, 2025-04-05T15:16:00Z, 2025-04-05T15:15:00Z"
  })
  void timeThatTheClockShowsTwiceIsTheOneNearerToTheRecord(
      String zone, String timestamp, Instant record, String time) throws Exception {
    assertThat(in(zone, timestamp, record.toEpochMilli())).isEqualTo(time);
  }

  @Test
  void repeatedHourWithoutRecordTimestampIsTheFirst() throws Exception {
    assertThat(in("Europe/Berlin", "2025-10-26T02:30:00", Message.NO_TIMESTAMP))
        .isEqualTo("2025-10-26T00:30:00Z");
  }

  @Test
  void knownMessageIsParsedAgainForOtherRecordTime() throws Exception {
    var berlin = ReadingParser.of("hydraulic-", "rig-1", ZoneId.of("Europe/Berlin"));
    byte[] message = with("timestamp", "'2025-10-26T02:30:00'").getBytes(UTF_8);
    long first = Instant.parse("2025-10-26T00:30:00Z").toEpochMilli();
    assertThat(berlin.parseOnce(TOPIC, message, first).timestampMillis()).isEqualTo(first);
    long second = first + 3_600_000;
    assertThat(berlin.parseOnce(TOPIC, message, second).timestampMillis()).isEqualTo(second);
  }

  private static String in(String zone, String timestamp) throws MalformedMessageException {
    return in(zone, timestamp, RECORD);
  }

  private static String in(String zone, String timestamp, long recordMillis)
      throws MalformedMessageException {
    var message = with("timestamp", "'" + timestamp + "'").getBytes(UTF_8);
    var parser = ReadingParser.of("hydraulic-", "rig-1", ZoneId.of(zone));
    long millis = parser.parse(TOPIC, message, recordMillis).timestampMillis();
    return Instant.ofEpochMilli(millis).toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "hello",
        "7",
        "null",
        "'PS1'",
        "[]",
        "{",
        "{'sensor':'PS1'",
        "{'sensor'}",
        "{\"sensor\":\"PS1\",}",
        "{} {}",
        "{'a':01}",
        "{'a':1.}",
        "{'a':+1}",
        "{'a':.5}",
        "{'a':NaN}",
        "{'a':[{'b':-Infinity}]}",
        "{'a':'\n'}",
        "{'a':'\\x'}",
        "{a:1}",
        "{'a':1 2}",
        "{'a':tru}",
        "{,}",
        "// a comment\n{}",
        "\uFEFF{}"
      })
  void nonJsonObjectIsRefused(String json) {
    var refusal = refusal(json.replace('\'', '"'));
    assertThat(refusal.reason()).isEqualTo(Reason.NOT_JSON);
    assertThat(refusal.detail()).startsWith("the message ").endsWith("it takes one JSON object");
  }

  @Test
  void wholeReadingWithSomethingAfterItIsRefused() {
    var whole = with("cycle", "1");
    for (String tail : new String[] {"x", "}", "{}", ",", "\0", " 1", whole}) {
      assertThat(refusal(whole + tail).reason()).as(tail).isEqualTo(Reason.NOT_JSON);
    }
  }

  @Test
  void messageWithoutAValueIsRefused() {
    assertThat(refusal(TOPIC, null).reason()).isEqualTo(Reason.NOT_JSON);
  }

  @Test
  void textInAnotherEncodingIsRefused() {
    assertThat(refusal(TOPIC, with("cycle", "1").getBytes(UTF_16)).detail())
        .isEqualTo("the message is no UTF-8 text; it takes one JSON object");
    var overlong = with("rig", "'ab'").getBytes(UTF_8);
    int at = new String(overlong, UTF_8).indexOf("ab");
    overlong[at] = (byte) 0xC1;
    overlong[at + 1] = (byte) 0x81;
    assertThat(refusal(TOPIC, overlong).reason()).isEqualTo(Reason.NOT_JSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sensor", "cycle", "value", "timestamp"})
  void missingFieldIsNamed(String field) {
    assertThat(refusal(without(field)).reason()).isEqualTo(Reason.MISSING_FIELD);
    assertThat(refusal(without(field)).detail())
        .isEqualTo(field + " is missing; a message holds sensor, cycle, value and timestamp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'PS7'", "'ps1'", "''", "' PS1'", "1", "null", "{}", "['PS1']"})
  void unknownSensorIsRefused(String json) {
    assertThat(refusal(with("sensor", json)).reason()).isEqualTo(Reason.UNKNOWN_SENSOR);
  }

  @Test
  void sensorOnTheTopicOfAnotherIsRefused() {
    var message = with("cycle", "1").getBytes(UTF_8);
    for (String topic :
        new String[] {"hydraulic-PS2", "hydraulic-", "PS1", "other", "hydraulic-PS11"}) {
      assertThat(refusal(topic, message).reason()).as(topic).isEqualTo(Reason.WRONG_TOPIC);
    }
    assertThat(refusal("hydraulic-PS2", message).detail())
        .isEqualTo(
            "sensor is \"PS1\", which does not belong on the topic hydraulic-PS2;"
                + " it takes hydraulic-PS1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'151.19'",
        "null",
        "true",
        "[1]",
        "{}",
        "NaN",
        "Infinity",
        "-Infinity",
        "-INF",
        "1e999",
        "-1e999"
      })
  void valueThatIsNoFiniteNumberIsRefused(String json) {
    assertThat(refusal(with("value", json)).reason()).isEqualTo(Reason.BAD_VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "2147483648", "99999999999999999999", "3.0", "3e0", "'3'", "null", "[]"})
  void cycleThatIsNoCountIsRefused(String json) {
    assertThat(refusal(with("cycle", json)).reason()).isEqualTo(Reason.BAD_CYCLE);
  }

  @Test
  void replacementCharacterItselfIsText() throws Exception {
    assertThat(parse(with("rig", "'\uFFFD'")).rig()).isEqualTo("\uFFFD");
  }

  @Test
  void greatestCycleIsRead() throws Exception {
    assertThat(parse(with("cycle", "2147483647")).cycle()).isEqualTo(Integer.MAX_VALUE);
    assertThat(parse(with("cycle", "0")).cycle()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "''",
        "null",
        "true",
        "[]",
        "'yesterday'",
        "'2025-11-08'",
        "'2025-11-08 14:30:45'",
        "'20251108T143045Z'",
        "'2025-02-29T00:00:00'",
        "'1900-02-29T00:00:00'",
        "'2025-04-31T00:00:00'",
        "'2025-13-01T00:00:00'",
        "'2025-00-01T00:00:00'",
        "'2025-01-00T00:00:00'",
        "'2025-01-01T24:00:00'",
        "'2025-01-01T12:60:00'",
        "'2025-06-30T23:59:60'",
        "'2025-01-01T12:00:00.'",
        "'2025-01-01T12:00:00.1234567890'",
        "'2025-01-01T12:00:00+18:01'",
        "'2025-01-01T12:00:00+02:60'",
        "'2025-01-01T12:00:00ZZ'",
        "'2025-01-01T12:00:00+2'",
        "'2025-01-01T12:00:00Z '",
        "'+300000-01-01T00:00:00Z'",
        "'-300000-01-01T00:00:00Z'",
        "'+999999999-12-31T23:59:59Z'",
        "'+294247-01-09T00:00:00Z'",
        "'+10000-01-01T00:00:00Z'",
        "253402300800000",
        "1762612245000000",
        "9.3e15",
        "-9.3e15",
        "1e999999999",
        "9223372036854775807",
        "Infinity",
        "NaN"
      })
  void timestampThatIsNoneOrOutOfRangeIsRefused(String json) {
    assertThat(refusal(with("timestamp", json)).reason()).isEqualTo(Reason.BAD_TIMESTAMP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1762612245                     | epoch seconds: 2025-11-08T14:30:45Z
          1762612245.5                   | epoch seconds: 2025-11-08T14:30:45.500Z
          1762612245123456               | epoch microseconds: 2025-11-08T14:30:45.123Z
          1762612245123456789            | epoch nanoseconds: 2025-11-08T14:30:45.123Z
          1.762612245123456789e18        | epoch nanoseconds: 2025-11-08T14:30:45.123Z
          134070858451234567             | ticks of 100 ns since 1601, as OPC UA and Windows count
          638982090451234567             | ticks of 100 ns since 0001, as .NET counts
          45969.604688                   | days since 1899-12-30, as spreadsheets count
          0                              | 1970-01-01, the zero of Unix time; is a clock not set?
          3600000                        | 1970-01-01, the zero of Unix time
          -11644473600000                | 1601-01-01, the zero of OPC UA and Windows
          -62135596800000                | 0001-01-01, the zero of .NET
          '1970-01-01T00:00:00Z'         | 1970-01-01, the zero of Unix time
          '1970-01-01T00:00:00+01:00'    | 1970-01-01, the zero of Unix time
          '1601-01-01T00:00:00Z'         | 1601-01-01, the zero of OPC UA and Windows
          '0001-01-01T00:00:00'          | 0001-01-01, the zero of .NET
          '0001-01-01T00:00:00+01:00'    | 0001-01-01, the zero of .NET
          '1899-12-30T00:00:00'          | 1899-12-30, the zero of spreadsheets
          '1904-01-01T00:00:00'          | 1904-01-01, the zero of LabVIEW
          '1980-01-06T00:00:00'          | 1980-01-06, the zero of GPS time
          """)
  void timestampBeforeTheBoundNamesTheUnitItLooksLike(String json, String unit) {
    var refusal = refusal(with("timestamp", json));
    assertThat(refusal.reason()).isEqualTo(Reason.BAD_TIMESTAMP);
    assertThat(refusal.detail())
        .startsWith("timestamp is " + json.replace('\'', '"'))
        .contains("it looks like " + unit)
        .contains("it takes an ISO-8601 time");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "946684799999",
        "-1500",
        "-0.5",
        "1e-999999999",
        "5",
        "'1999-12-31T23:59:59.999Z'",
        "'1999-12-31T23:59:59.9999'",
        "'2000-01-01T00:59:59+01:00'",
        "'1969-12-31T23:59:59.9999'",
        "'0000-01-01T00:00:00'",
        "'-0044-03-15T12:00:00'",
        "'9999-12-31T23:59:59-05:00'"
      })
  void timestampOutsideTheBoundsIsRefused(String json) {
    assertThat(refusal(with("timestamp", json)).reason()).isEqualTo(Reason.BAD_TIMESTAMP);
  }

  @Test
  void boundItselfIsRead() throws Exception {
    assertThat(timeOf("946684800000")).isEqualTo(946_684_800_000L);
    assertThat(timeOf("'2000-01-01T00:00:00Z'")).isEqualTo(946_684_800_000L);
    assertThat(timeOf("'9999-12-31T23:59:59.999Z'")).isEqualTo(253_402_300_799_999L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"''", "1", "false", "{}", "'\\ud800'"})
  void rigThatIsNoNameIsRefused(String json) {
    assertThat(refusal(with("rig", json)).reason()).isEqualTo(Reason.BAD_RIG);
  }

  @Test
  void detailNamesTheFieldWhatItHeldAndWhatItTakes() {
    assertThat(refusal(with("value", "'12\\u0007x'")).detail())
        .isEqualTo("value is \"12\\u0007x\"; it takes a finite number");
    assertThat(refusal(with("rig", "''")).detail())
        .isEqualTo("rig is empty; it takes a string of 1 to 255 bytes in UTF-8");
    assertThat(refusal(with("cycle", "9".repeat(500))).detail())
        .isEqualTo("cycle is " + "9".repeat(60) + "...; it takes an integer from 0 to 2147483647");
  }

  @Test
  void refusalHasNoStackTrace() {
    assertThat(refusal("x").getStackTrace()).isEmpty();
  }

  @Test
  void deepAndManyUnknownFieldsAreIgnoredAndTheDeepestRefused() throws Exception {
    assertThat(parse(with("sample_idx", "[".repeat(900) + "]".repeat(900))).cycle()).isEqualTo(7);
    assertThat(refusal(with("sample_idx", "[".repeat(100_000))).reason())
        .isEqualTo(Reason.NOT_JSON);
    var many = new StringBuilder("1");
    for (int i = 0; i < 20_000; i++) {
      many.append(",'f").append(i).append("':[").append(i).append(']');
    }
    assertThat(parse(with("sample_idx", many.toString())).cycle()).isEqualTo(7);
  }

  @Test
  void parserSurvivesSerialization() throws Exception {
    var copy = SerializableUtils.clone(parser);
    var message = with("cycle", "1").getBytes(UTF_8);
    assertThat(copy.parse(TOPIC, message, RECORD)).isEqualTo(parser.parse(TOPIC, message, RECORD));
  }

  @Test
  void rigOfMoreThan255BytesIsRefused() throws Exception {
    for (String name : List.of("r".repeat(255), "\\u0072".repeat(255), "é".repeat(127))) {
      assertThat(parse(with("rig", "'" + name + "'")).rig()).hasSizeGreaterThan(126);
    }
    for (String name : List.of("r".repeat(256), "\\u0072".repeat(256), "é".repeat(128))) {
      assertThat(refusal(with("rig", "'" + name + "'")).reason()).isEqualTo(Reason.BAD_RIG);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 256})
  void defaultRigThatIsNoNameIsRefused(int length) {
    assertThatThrownBy(() -> ReadingParser.of("hydraulic-", "r".repeat(length), ZoneOffset.UTC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rig");
  }
}
