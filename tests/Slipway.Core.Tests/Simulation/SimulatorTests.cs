using System.Text.Json;
using Shouldly;
using Slipway.Core.Simulation;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Simulation;

public sealed class SimulatorTests
{
    private const string Canary = "canary: { weights: [5%, 25%, 50%, 100%], observe: 2m }";

    private const string Good = """
        running: 1.0.0
        requestsPerSecond: 200
        versions:
          1.0.0: { errorRate: 0.1%, latency: 80ms }
          2.0.0: { errorRate: 0.1%, latency: 80ms }
        """;

    [Fact]
    public void A_version_as_good_as_the_old_one_is_promoted_through_every_weight()
    {
        var report = Run(Canary, Good);

        report.Outcome.ShouldBe("promoted");
        report.Weights.Select(w => w.Weight.Percent).ShouldBe([5m, 25m, 50m, 100m]);
        report.Seconds.ShouldBeInRange(4 * 120, (4 * 120) + 30);
    }

    [Fact]
    public void Each_weight_is_observed_for_the_whole_time()
    {
        var report = Run(Canary, Good);

        foreach (var (earlier, later) in report.Weights.Zip(report.Weights.Skip(1)))
            (later.At - earlier.At).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void A_rule_that_is_violated_for_its_time_rolls_back()
    {
        var report = Run(Canary, """
            running: 1.0.0
            requestsPerSecond: 200
            versions:
              1.0.0: { errorRate: 0.1%, latency: 80ms }
              2.0.0: { errorRate: 5%, latency: 80ms, from: 90s }
            """);

        report.Outcome.ShouldBe("rolled-back");
        report.Weights[^1].Weight.ShouldBe(Weight.Zero);
        report.Seconds.ShouldBeInRange(150, 200);
        report.Summary.ShouldStartWith("error-rate");
    }

    [Fact]
    public void Gross_failure_trips_the_hot_trigger_within_seconds()
    {
        var report = Run(Canary, """
            running: 1.0.0
            requestsPerSecond: 500
            versions:
              2.0.0: { errorRate: 40% }
            """);

        report.Outcome.ShouldBe("rolled-back");
        report.Seconds.ShouldBeLessThan(30);
        (report.Weights[1].At - report.Weights[0].At).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void Latency_over_its_limit_rolls_back()
    {
        var report = Run(Canary, """
            running: 1.0.0
            requestsPerSecond: 200
            versions:
              1.0.0: { latency: 80ms }
              2.0.0: { latency: 900ms }
            """);

        report.Outcome.ShouldBe("rolled-back");
        report.Summary.ShouldContain("latency-p95");
    }

    [Fact]
    public void Without_traffic_a_person_is_asked()
    {
        var report = Run(Canary, """
            running: 1.0.0
            requestsPerSecond: 0
            """);

        report.Outcome.ShouldBe("waiting");
        report.Weights.Select(w => w.Weight.Percent).ShouldBe([5m]);
        report.Exposed.Requests.ShouldBe(0);
    }

    [Fact]
    public void An_engine_that_dies_goes_on_where_it_was()
    {
        var report = Run(Canary, Good + """

            events:
              - { at: 1s, crash: true }
              - { at: 30s, crash: true }
              - { at: 125s, crash: true }
              - { at: 300s, crash: true }
            """);

        report.Outcome.ShouldBe("promoted");
        report.Weights.Select(w => w.Weight.Percent).ShouldBe([5m, 25m, 50m, 100m]);
    }

    [Fact]
    public void A_router_that_is_away_delays_a_shift_and_no_more()
    {
        var report = Run(Canary, Good + """

            events:
              - { at: 110s, router: unavailable, for: 40s }
            """);

        report.Outcome.ShouldBe("promoted");
        report.Weights.Select(w => w.Weight.Percent).ShouldBe([5m, 25m, 50m, 100m]);
        (report.Weights[1].At - report.Weights[0].At).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(140));
    }

    [Fact]
    public void A_pause_holds_and_its_time_does_not_count_as_observation()
    {
        var report = Run(Canary, Good + """

            events:
              - { at: 50s, pause: true, as: alice }
              - { at: 170s, resume: true, as: alice }
            """);

        report.Outcome.ShouldBe("promoted");
        (report.Weights[1].At - report.Weights[0].At).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(4));
        report.Events.ShouldContain(e => e.Type == "rollout.paused" && e.Actor == "alice");
    }

    [Fact]
    public void A_paused_rollout_still_rolls_back()
    {
        var report = Run(Canary, """
            running: 1.0.0
            requestsPerSecond: 500
            versions:
              2.0.0: { errorRate: 50%, from: 60s }
            events:
              - { at: 30s, pause: true }
            """);

        report.Outcome.ShouldBe("rolled-back");
        report.Seconds.ShouldBeInRange(60, 90);
    }

    [Fact]
    public void A_critical_alert_rolls_back_at_once()
    {
        var report = Run(Canary, Good + """

            events:
              - { at: 60s, alert: critical }
            """);

        report.Outcome.ShouldBe("rolled-back");
        report.Weights.Single(w => w.Weight.IsZero).At.ShouldBeLessThan(new DateTimeOffset(2026, 1, 5, 9, 1, 3, TimeSpan.Zero));
    }

    [Fact]
    public void An_alert_that_is_not_critical_does_nothing() =>
        Run(Canary, Good + "\nevents:\n  - { at: 60s, alert: warning }\n").Outcome.ShouldBe("promoted");

    [Fact]
    public void A_version_that_crashes_never_gets_traffic()
    {
        var report = Run(Canary, """
            running: 1.0.0
            versions:
              2.0.0: { crashes: true }
            """);

        report.Outcome.ShouldBe("rolled-back");
        report.Weights.ShouldBeEmpty();
        report.Exposed.Requests.ShouldBe(0);
    }

    [Fact]
    public void A_version_that_is_never_ready_never_gets_traffic()
    {
        var report = Run(Canary, """
            running: 1.0.0
            versions:
              2.0.0: { readyAfter: 10m }
            """);

        report.Outcome.ShouldBe("rolled-back");
        report.Weights.ShouldBeEmpty();
        report.Summary.ShouldContain("ready");
    }

    [Fact]
    public void An_abort_before_any_traffic_cancels()
    {
        var report = Run(Canary, """
            running: 1.0.0
            versions:
              2.0.0: { readyAfter: 20s }
            events:
              - { at: 5s, abort: true }
            """);

        report.Outcome.ShouldBe("cancelled");
        report.Weights.ShouldBeEmpty();
    }

    [Fact]
    public void Blue_green_switches_once() =>
        Run("blueGreen: { observe: 2m, keepWarm: 5m }", Good).Weights.Select(w => w.Weight.Percent).ShouldBe([100m]);

    [Fact]
    public void An_alert_while_the_old_side_is_warm_switches_back()
    {
        var report = Run("blueGreen: { observe: 1m, keepWarm: 15m }", Good + "\nevents:\n  - { at: 5m, alert: critical }\n");

        report.Outcome.ShouldBe("rolled-back");
        report.Weights.Select(w => w.Weight.Percent).ShouldBe([100m, 0m]);
    }

    [Fact]
    public void Rolling_replaces_instances_in_batches()
    {
        var report = Run("rolling: { maxSurge: 1, maxUnavailable: 0, observe: 1m }", Good);

        report.Outcome.ShouldBe("promoted");
        report.Weights.Select(w => w.Weight).ShouldBe([Weight.FromShare(1, 4), Weight.FromShare(2, 4), Weight.FromShare(3, 4), Weight.Full]);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        var first = JsonSerializer.Serialize(Run(Canary, Good), SimulationJson.Default.SimulationReport);
        var second = JsonSerializer.Serialize(Run(Canary, Good), SimulationJson.Default.SimulationReport);

        second.ShouldBe(first);
    }

    [Fact]
    public void A_scenario_with_faults_says_each_with_its_line()
    {
        var (scenario, errors) = ScenarioReader.Read("running: 1.0.0\nrequestPerSecond: 5\nevents:\n  - { at: 5 }\n");

        scenario.ShouldBeNull();
        errors.Select(e => (e.Line, e.Path)).ShouldBe([(2, "requestPerSecond"), (4, "events[0].at"), (4, "events[0]")], ignoreOrder: true);
    }

    private static SimulationReport Run(string strategy, string scenario)
    {
        var spec = SpecReader.Read($$"""
            app: storefront
            artifact: ./releases/{version}
            environments:
              production:
                target:
                  processes:
                    command: [python3, server.py, --port, "{port}"]
                    replicas: 4
                    ready: { http: /ready, within: 30s }
                traffic:
                  gateway: { listen: 127.0.0.1:8080 }
                strategy:
                  {{strategy}}
                analysis:
                  - { metric: error-rate, max: 1%, for: 1m }
                  - { metric: latency-p95, max: 500ms, for: 1m, minRequests: 100 }
            """, "/");
        spec.Errors.ShouldBeEmpty();
        var (read, errors) = ScenarioReader.Read(scenario);
        errors.ShouldBeEmpty();
        var outcome = Simulator.Run(spec.Spec!, spec.Spec!.Environments[0], "2.0.0", read!);
        outcome.Refusal.ShouldBeNull();
        return outcome.Value!;
    }
}
