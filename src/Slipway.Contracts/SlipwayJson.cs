using System.Text.Json;
using System.Text.Json.Serialization;
using Slipway.Contracts.Health;
using Slipway.Contracts.Problems;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Contracts;

/// <summary>
/// The JSON of the API: camelCase members, kebab-case values, no nulls, times as RFC 3339.
/// Requests refuse members that they do not know; views let them pass, so that a client may be older than its server.
/// </summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeployRequest))]
[JsonSerializable(typeof(RollbackRequest))]
[JsonSerializable(typeof(SwitchTrafficRequest))]
[JsonSerializable(typeof(CommandRequest))]
[JsonSerializable(typeof(PlanRequest))]
[JsonSerializable(typeof(AlertmanagerWebhook))]
[JsonSerializable(typeof(HookRequest))]
[JsonSerializable(typeof(RetryNoticesRequest))]
[JsonSerializable(typeof(IReadOnlyList<NoticeView>))]
[JsonSerializable(typeof(RetriedNoticesView))]
[JsonSerializable(typeof(RolloutView))]
[JsonSerializable(typeof(IReadOnlyList<RolloutSummaryView>))]
[JsonSerializable(typeof(IReadOnlyList<EnvironmentView>))]
[JsonSerializable(typeof(IReadOnlyList<ReleaseView>))]
[JsonSerializable(typeof(IReadOnlyList<EventView>))]
[JsonSerializable(typeof(EvidenceView))]
[JsonSerializable(typeof(IReadOnlyList<LogLineView>))]
[JsonSerializable(typeof(IReadOnlyList<ServerView>))]
[JsonSerializable(typeof(PlanView))]
[JsonSerializable(typeof(AccessDecisionView))]
[JsonSerializable(typeof(AccessExplanationView))]
[JsonSerializable(typeof(CallerView))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(RevokeRequest))]
[JsonSerializable(typeof(IssuedTokenView))]
[JsonSerializable(typeof(TokenView))]
[JsonSerializable(typeof(IReadOnlyList<TokenView>))]
[JsonSerializable(typeof(WindowCheckView))]
[JsonSerializable(typeof(ChecklistView))]
[JsonSerializable(typeof(ChecklistRunRequest))]
[JsonSerializable(typeof(SignRequest))]
[JsonSerializable(typeof(ChecklistWithdrawRequest))]
[JsonSerializable(typeof(AlertReceiptView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(DetailedHealthView))]
[JsonSerializable(typeof(HealthReport))]
[JsonSerializable(typeof(IReadOnlyList<DoctorCheckView>))]
[JsonSerializable(typeof(ApprovalRequest))]
[JsonSerializable(typeof(OverrideRequest))]
[JsonSerializable(typeof(FreezeRequest))]
[JsonSerializable(typeof(ReasonRequest))]
[JsonSerializable(typeof(HoldRequest))]
[JsonSerializable(typeof(ReviewRequest))]
[JsonSerializable(typeof(WhatIfRequest))]
[JsonSerializable(typeof(WhatIfView))]
[JsonSerializable(typeof(ApprovalsView))]
[JsonSerializable(typeof(IReadOnlyList<ApprovalsView>))]
[JsonSerializable(typeof(FreezeView))]
[JsonSerializable(typeof(IReadOnlyList<FreezeView>))]
[JsonSerializable(typeof(IReadOnlyList<HoldView>))]
[JsonSerializable(typeof(TrainRequest))]
[JsonSerializable(typeof(TrainView))]
[JsonSerializable(typeof(IReadOnlyList<TrainView>))]
[JsonSerializable(typeof(GitRepositoryView))]
[JsonSerializable(typeof(IReadOnlyList<GitRepositoryView>))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ErrorReport))]
public sealed partial class SlipwayJson : JsonSerializerContext;
