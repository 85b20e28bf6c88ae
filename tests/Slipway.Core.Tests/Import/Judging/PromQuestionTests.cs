using Shouldly;
using Slipway.Core.Import.Judging;
using Slipway.Core.Specs.Model;
using Xunit;

namespace Slipway.Core.Tests.Import.Judging;

public sealed class PromQuestionTests
{
    [Theory]
    [InlineData("sum(rate(r{s=\"a\",code!~\"5..\"}[1m])) / sum(rate(r{s=\"a\"}[1m]))", true, 1)]
    [InlineData("sum(irate(r{code=~\"5.*\",s=\"{{args.name}}\"}[5m]))/sum(irate(r{s=\"{{args.name}}\"}[5m]))", false, 1)]
    [InlineData("1 - sum(rate(r{status=~\"5.*\"}[1m])) / sum(rate(r[1m]))", true, 1)]
    [InlineData("sum(\n  rate(\n    r{\n      response_code!~\"5.*\"\n    }[1m]\n  )\n)\n/\nsum(\n  rate(\n    r[1m]\n  )\n)\n* 100", true, 0.01)]
    [InlineData("(sum(increase(r{status_code=~\"5[0-9]{2}\"}[1m])) / sum(increase(r[1m]))) * 100", false, 0.01)]
    public void A_share_of_requests_by_their_status_is_an_error_rate(string query, bool success, double scale) =>
        PromQuestion.Recognise(query).ShouldBe(new PromQuestion(MetricName.ErrorRate, success, scale));

    [Theory]
    [InlineData("histogram_quantile(0.99, sum(rate(x_seconds_bucket{a=\"b\"}[1m])) by (le))", MetricName.LatencyP99, 1000)]
    [InlineData("histogram_quantile(0.5, sum by (le) (rate(x_milliseconds_bucket[1m])))", MetricName.LatencyP50, 1)]
    [InlineData("histogram_quantile(0.95, sum by(le)(rate(x_seconds_bucket[1m]))) * 1000", MetricName.LatencyP95, 1)]
    public void A_quantile_of_a_histogram_whose_unit_is_known_is_a_latency(string query, MetricName metric, double scale) =>
        PromQuestion.Recognise(query).ShouldBe(new PromQuestion(metric, false, scale));

    [Theory]
    [InlineData("max(queue_depth)")]
    [InlineData("sum(rate(r{code!~\"[45]..\"}[1m])) / sum(rate(r[1m]))")]
    [InlineData("sum(rate(r{code=~\"2..\"}[1m])) / sum(rate(r[1m]))")]
    [InlineData("sum(rate(r{code!~\"5..\"}[1m])) / sum(rate(other[1m]))")]
    [InlineData("sum(rate(r{code!~\"5..\"}[1m])) / sum(rate(r[5m]))")]
    [InlineData("sum(rate(r{code!~\"5..\",pod=\"a\"}[1m])) / sum(rate(r[1m]))")]
    [InlineData("sum(rate(r{code!~\"5..\"}[1m])) / sum(rate(r[1m])) or on() vector(1)")]
    [InlineData("sum(rate(r{queue!~\"5..\"}[1m])) / sum(rate(r[1m]))")]
    [InlineData("histogram_quantile(0.95, sum by (le) (rate(size_bytes_bucket[1m])))")]
    [InlineData("histogram_quantile(0.8, sum by (le) (rate(x_seconds_bucket[1m])))")]
    [InlineData("histogram_quantile(0.95, sum by (le, pod) (rate(x_seconds_bucket[1m])))")]
    [InlineData("")]
    public void What_is_not_certain_is_not_recognised(string query) => PromQuestion.Recognise(query).ShouldBeNull();

    [Theory]
    [InlineData("result[0] >= 0.95", "{ metric: error-rate, max: 5%, for: 1m }")]
    [InlineData("result > 0.999", "{ metric: error-rate, max: 0.1%, for: 1m }")]
    [InlineData("len(result) == 0 || result[0] >= 1", "{ metric: error-rate, max: 0%, for: 1m }")]
    [InlineData("result[0] <= 0.05", null)]
    [InlineData("result[0] >= 95", null)]
    [InlineData("result[0] >= 0.95 && result[1] > 3", null)]
    [InlineData("all(result, # > 0.5)", null)]
    public void A_condition_on_a_success_rate_is_a_limit_of_the_error_rate(string condition, string? rule)
    {
        var success = PromQuestion.Recognise("sum(rate(r{code!~\"5..\"}[1m])) / sum(rate(r[1m]))")!;
        (Comparison.Parse(condition) is { } comparison ? MetricRule.Of(success, comparison, TimeSpan.FromMinutes(1)) : null).ShouldBe(rule);
    }
}
