using Shouldly;
using Slipway.Core.Notices;
using Slipway.Core.Notices.Model;
using Slipway.Core.Ports;
using Xunit;
using static Slipway.Testing.Contracts.StoreSamples;

namespace Slipway.Core.Tests.Notices;

public sealed class BackoffTests
{
    private static readonly RetrySpec Retry = new() { Backoff = TimeSpan.FromSeconds(2), MaxBackoff = TimeSpan.FromSeconds(60), Attempts = 10, Within = TimeSpan.FromHours(1) };

    [Theory]
    [InlineData(0, 1.0, 2)]
    [InlineData(1, 1.0, 4)]
    [InlineData(1, 0.0, 2)]
    [InlineData(3, 1.0, 16)]
    [InlineData(7, 1.0, 60)]
    [InlineData(8, 0.5, 45)]
    public void The_wait_doubles_to_its_longest_and_chance_takes_up_to_half_of_it(int before, double chance, double seconds)
    {
        var tried = Backoff.Judge(Retry, Tried(before), new SendOutcome.Again("503"), Nine, chance);
        tried.ShouldBe(new DeliveryTry(DeliveryState.Pending, before + 1, Nine.AddSeconds(seconds), "503"));
    }

    [Fact]
    public void What_the_other_side_asks_for_is_kept_to_unless_it_is_less_or_beyond_all_tries()
    {
        Due(TimeSpan.FromSeconds(30)).ShouldBe(Nine.AddSeconds(30));
        Due(TimeSpan.FromSeconds(1)).ShouldBe(Nine.AddSeconds(2));
        Due(TimeSpan.FromDays(900)).ShouldBe(Nine + Retry.Within);

        static DateTimeOffset Due(TimeSpan asked) => Backoff.Judge(Retry, Tried(0), new SendOutcome.Again("429", asked), Nine, 1).Due;
    }

    [Fact]
    public void Tries_end_by_number_by_age_and_by_a_refusal_for_good()
    {
        Backoff.Judge(Retry, Tried(9), new SendOutcome.Again("503"), Nine, 1).State.ShouldBe(DeliveryState.Dead);
        Backoff.Judge(Retry, Tried(1), new SendOutcome.Again("503"), Nine + Retry.Within, 1).State.ShouldBe(DeliveryState.Dead);
        Backoff.Judge(Retry, Tried(0), new SendOutcome.Refused("404"), Nine, 1).ShouldBe(new DeliveryTry(DeliveryState.Dead, 1, Nine, "404"));
        Backoff.Judge(Retry, Tried(9), new SendOutcome.Delivered(), Nine + Retry.Within, 1).ShouldBe(new DeliveryTry(DeliveryState.Delivered, 10, Nine + Retry.Within, null));
    }

    [Fact]
    public void A_long_error_is_cut() =>
        Backoff.Judge(Retry, Tried(0), new SendOutcome.Refused(new string('x', 10_000)), Nine, 1).Error!.Length.ShouldBeLessThan(600);

    private static Delivery Tried(int attempts) => new(1, "team", Message("r1/1"), Nine, DeliveryState.Pending, attempts, Nine, Nine, null);
}
