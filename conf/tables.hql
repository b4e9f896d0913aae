-- The compacted tables for Hive, and for Trino through Hive's metastore. Replace OUTPUT by the
-- --output of the stream, such as hdfs://HOST:PORT/rigs. Run the MSCK REPAIR TABLE statements
-- again for new hours. Partition keys are numbers in UTC, also for directories such as month=08.
-- Hive shows timestamps in the time zone of its server.
CREATE EXTERNAL TABLE hydrobeam_rows (
  rig string, cycle int, window_start timestamp, window_end timestamp,
  PS1_avg double, PS1_min double, PS1_max double, PS1_std double, PS1_count bigint,
  PS2_avg double, PS2_min double, PS2_max double, PS2_std double, PS2_count bigint,
  PS3_avg double, PS3_min double, PS3_max double, PS3_std double, PS3_count bigint,
  PS4_avg double, PS4_min double, PS4_max double, PS4_std double, PS4_count bigint,
  PS5_avg double, PS5_min double, PS5_max double, PS5_std double, PS5_count bigint,
  PS6_avg double, PS6_min double, PS6_max double, PS6_std double, PS6_count bigint,
  EPS1_avg double, EPS1_min double, EPS1_max double, EPS1_std double, EPS1_count bigint,
  FS1_avg double, FS1_min double, FS1_max double, FS1_std double, FS1_count bigint,
  FS2_avg double, FS2_min double, FS2_max double, FS2_std double, FS2_count bigint,
  TS1_avg double, TS1_min double, TS1_max double, TS1_std double, TS1_count bigint,
  TS2_avg double, TS2_min double, TS2_max double, TS2_std double, TS2_count bigint,
  TS3_avg double, TS3_min double, TS3_max double, TS3_std double, TS3_count bigint,
  TS4_avg double, TS4_min double, TS4_max double, TS4_std double, TS4_count bigint,
  VS1_avg double, VS1_min double, VS1_max double, VS1_std double, VS1_count bigint,
  CE_avg double, CE_min double, CE_max double, CE_std double, CE_count bigint,
  CP_avg double, CP_min double, CP_max double, CP_std double, CP_count bigint,
  SE_avg double, SE_min double, SE_max double, SE_std double, SE_count bigint,
  pressure_mean double, temperature_mean double, flow_mean double, pressure_range double,
  pressure_variability double, flow_pressure_ratio double, efficiency_index double,
  sensor_count int, complete boolean, revision int
)
PARTITIONED BY (year int, month int, day int, hour int)
STORED AS PARQUET
LOCATION 'OUTPUT/compacted';

MSCK REPAIR TABLE hydrobeam_rows;

CREATE EXTERNAL TABLE hydrobeam_anomalies (
  id string, rig string, cycle int, window_start timestamp, window_end timestamp,
  type string, sensor string, severity string, value double, `limit` double, message string,
  revision int, samples bigint, complete boolean
)
PARTITIONED BY (year int, month int, day int, hour int)
STORED AS PARQUET
LOCATION 'OUTPUT/compacted-anomalies';

MSCK REPAIR TABLE hydrobeam_anomalies;

CREATE EXTERNAL TABLE hydrobeam_alerts (
  id string, rig string, cycle int, window_start timestamp, window_end timestamp,
  type string, sensor string, severity string, value double, `limit` double, message string,
  state string, since timestamp, component string
)
PARTITIONED BY (year int, month int, day int, hour int)
STORED AS PARQUET
LOCATION 'OUTPUT/compacted-alerts';

MSCK REPAIR TABLE hydrobeam_alerts;
