using Slipway.Contracts.Views;

namespace Slipway.Server.Api.StatusPage;

/// <param name="Transitions">Of its newest rollouts, newest first.</param>
internal sealed record ShownEnvironment(EnvironmentView Environment, IReadOnlyList<EventView> Transitions);
