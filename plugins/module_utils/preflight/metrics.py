# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What CloudWatch is told by AWS's services: the metrics of a namespace, their dimensions and their units.

From each service's page on its CloudWatch metrics. A namespace that is not in here is not judged.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Namespace:
    """Metrics of one namespace; each must come with one of the `dimensions`, sets of names, exactly."""

    metrics: frozenset[str]
    dimensions: tuple[frozenset[str], ...]
    seconds: frozenset[str] = frozenset()
    bytes: frozenset[str] = frozenset()

    @property
    def dimension_names(self) -> frozenset[str]:
        """Every dimension that the namespace knows."""
        return frozenset().union(*self.dimensions)


def _namespace(metrics: str, *dimensions: str, seconds: str = "", bytes_of: str = "") -> Namespace:
    """From texts of words, as they stand on AWS's pages."""
    sets = tuple(frozenset(each.split()) for each in dimensions)
    return Namespace(frozenset(metrics.split()), sets, frozenset(seconds.split()), frozenset(bytes_of.split()))


NAMESPACES = {
    "AWS/ECS": _namespace(
        "CPUUtilization MemoryUtilization CPUReservation MemoryReservation GPUReservation EBSFilesystemUtilization "
        "ClientTLSNegotiationErrorCount TargetTLSNegotiationErrorCount ActiveConnectionCount NewConnectionCount "
        "ProcessedBytes RequestCount GrpcRequestCount HTTPCode_Target_2XX_Count HTTPCode_Target_3XX_Count "
        "HTTPCode_Target_4XX_Count HTTPCode_Target_5XX_Count RequestCountPerTarget TargetProcessedBytes TargetResponseTime",
        "ClusterName", "ClusterName ServiceName", "ServiceName DiscoveryName", "DiscoveryName",
        "ServiceName TargetDiscoveryName", "TargetDiscoveryName",
    ),
    "ECS/ContainerInsights": _namespace(
        "ContainerInstanceCount CpuReserved CpuUtilized DeploymentCount DesiredTaskCount EBSFilesystemSize "
        "EBSFilesystemUtilized EphemeralStorageReserved EphemeralStorageUtilized MemoryReserved MemoryUtilized "
        "NetworkRxBytes NetworkTxBytes PendingTaskCount RunningTaskCount ServiceCount StorageReadBytes StorageWriteBytes "
        "TaskCount TaskSetCount RestartCount UnHealthyContainerHealthStatus ContainerCpuReserved ContainerCpuUtilized "
        "ContainerCpuUtilization ContainerMemoryReserved ContainerMemoryUtilized ContainerMemoryUtilization "
        "ContainerNetworkRxBytes ContainerNetworkTxBytes ContainerStorageReadBytes ContainerStorageWriteBytes "
        "TaskCpuUtilization TaskMemoryUtilization TaskEphemeralStorageUtilization",
        "ClusterName", "ClusterName ServiceName", "ClusterName TaskDefinitionFamily",
        "ClusterName ServiceName ContainerName", "ClusterName TaskDefinitionFamily ContainerName",
        "ClusterName ServiceName TaskId", "ClusterName TaskDefinitionFamily TaskId",
        "ClusterName ServiceName TaskId ContainerName", "ClusterName TaskDefinitionFamily TaskId ContainerName",
        "ClusterName ContainerInstanceId InstanceId", "ClusterName ContainerInstanceId InstanceId ServiceName",
    ),
    "AWS/ApplicationELB": _namespace(
        "ActiveConnectionCount AnomalousHostCount ClientTLSNegotiationErrorCount ConsumedLCUs "
        "DesyncMitigationMode_NonCompliant_Request_Count DroppedInvalidHeaderRequestCount ELBAuthError ELBAuthFailure "
        "ELBAuthLatency ELBAuthRefreshTokenSuccess ELBAuthSuccess ELBAuthUserClaimsSizeExceeded "
        "ForwardedInvalidHeaderRequestCount GrpcRequestCount HTTPCode_ELB_3XX_Count HTTPCode_ELB_4XX_Count "
        "HTTPCode_ELB_5XX_Count HTTPCode_ELB_500_Count HTTPCode_ELB_502_Count HTTPCode_ELB_503_Count "
        "HTTPCode_ELB_504_Count HTTPCode_Target_2XX_Count HTTPCode_Target_3XX_Count HTTPCode_Target_4XX_Count "
        "HTTPCode_Target_5XX_Count HTTP_Fixed_Response_Count HTTP_Redirect_Count HTTP_Redirect_Url_Limit_Exceeded_Count "
        "HealthyHostCount HealthyStateDNS HealthyStateRouting IPv6ProcessedBytes IPv6RequestCount LambdaInternalError "
        "LambdaTargetProcessedBytes LambdaUserError LowReputationPacketsDropped LowReputationRequestsDenied "
        "MitigatedHostCount NewConnectionCount NonStickyRequestCount PeakLCUs ProcessedBytes RejectedConnectionCount "
        "RequestCount RequestCountPerTarget ReservedLCUs RuleEvaluations StandardProcessedBytes "
        "TargetConnectionErrorCount TargetResponseTime TargetTLSNegotiationErrorCount UnHealthyHostCount "
        "UnhealthyRoutingRequestCount UnhealthyStateDNS UnhealthyStateRouting ZonalHealthStatus",
        "LoadBalancer", "LoadBalancer AvailabilityZone", "LoadBalancer TargetGroup", "TargetGroup",
        "LoadBalancer TargetGroup AvailabilityZone", "TargetGroup AvailabilityZone",
        seconds="TargetResponseTime",
    ),
    "AWS/RDS": _namespace(
        "ACUUtilization ActiveTransactions AuroraReplicaLag AuroraReplicaLagMaximum AuroraReplicaLagMinimum "
        "AuroraVolumeBytesLeftTotal BackupRetentionPeriodStorageUsed BinLogDiskUsage BlockedTransactions "
        "BufferCacheHitRatio BurstBalance CPUCreditBalance CPUCreditUsage CPUSurplusCreditBalance "
        "CPUSurplusCreditsCharged CPUUtilization CheckpointLag ClientConnections CommitLatency CommitThroughput "
        "ConnectionAttempts DBLoad DBLoadCPU DBLoadNonCPU DBLoadRelativeToNumVCPUs DatabaseConnectionRequests "
        "DatabaseConnections DatabaseConnectionsBorrowLatency DatabaseConnectionsCurrentlyBorrowed "
        "DatabaseConnectionsCurrentlySessionPinned Deadlocks DiskQueueDepth DiskQueueDepthLogVolume EBSByteBalance% "
        "EBSIOBalance% EngineUptime FreeEphemeralStorage FreeLocalStorage FreeStorageSpace FreeStorageSpaceLogVolume "
        "FreeableMemory LoginFailures MaxDatabaseConnectionsAllowed MaximumUsedTransactionIDs "
        "NetworkReceiveThroughput NetworkThroughput NetworkTransmitThroughput OldestLogicalReplicationSlotLag "
        "OldestReplicationSlotLag Queries RDSToAuroraPostgreSQLReplicaLag ReadIOPS ReadIOPSLogVolume ReadLatency "
        "ReadLatencyLogVolume ReadThroughput ReadThroughputLogVolume ReplicaLag ReplicationChannelLag "
        "ReplicationSlotDiskUsage ServerlessDatabaseCapacity SnapshotStorageUsed StorageNetworkReceiveThroughput "
        "StorageNetworkThroughput StorageNetworkTransmitThroughput SwapUsage TempStorageIOPS TempStorageThroughput "
        "TotalBackupStorageBilled TransactionLogsDiskUsage TransactionLogsGeneration VolumeBytesUsed VolumeReadIOPs "
        "VolumeWriteIOPs WriteIOPS WriteIOPSLogVolume WriteLatency WriteLatencyLogVolume WriteThroughput "
        "WriteThroughputLogVolume",
        "DBInstanceIdentifier", "DBClusterIdentifier", "DBClusterIdentifier Role", "DbClusterIdentifier EngineName",
        "DatabaseClass", "EngineName", "SourceRegion", "ProxyName", "ProxyName TargetGroup",
        "ProxyName TargetGroup TargetRole", "",
        seconds="ReadLatency WriteLatency ReadLatencyLogVolume WriteLatencyLogVolume",
        bytes_of="FreeStorageSpace FreeStorageSpaceLogVolume FreeableMemory FreeLocalStorage SwapUsage "
        "TransactionLogsDiskUsage ReplicationSlotDiskUsage",
    ),
    "AWS/ElastiCache": _namespace(
        "ActiveDefragHits AuthenticationFailures BytesReadFromDisk BytesUsedForCache BytesWrittenToDisk CPUCreditBalance "
        "CPUCreditUsage CPUUtilization CacheHitRate CacheHits CacheMisses ChannelAuthorizationFailures ClusterBasedCmds "
        "ClusterBasedCmdsLatency CommandAuthorizationFailures CurrConnections CurrItems CurrVolatileItems DB0AverageTTL "
        "DatabaseCapacityUsageCountedForEvictPercentage DatabaseCapacityUsagePercentage "
        "DatabaseMemoryUsageCountedForEvictPercentage DatabaseMemoryUsagePercentage ElastiCacheProcessingUnits "
        "EngineCPUUtilization EvalBasedCmds EvalBasedCmdsLatency Evictions FreeableMemory GetTypeCmds GetTypeCmdsLatency "
        "GlobalDatastoreReplicationLag HashBasedCmds HashBasedCmdsLatency IamAuthenticationExpirations "
        "IamAuthenticationThrottling IsMaster IsPrimary KeyAuthorizationFailures KeyBasedCmds KeyBasedCmdsLatency "
        "KeysTracked KeyspaceHits KeyspaceMisses ListBasedCmds ListBasedCmdsLatency MasterLinkHealthStatus "
        "MemoryFragmentationRatio NetworkBandwidthInAllowanceExceeded NetworkBandwidthOutAllowanceExceeded NetworkBytesIn "
        "NetworkBytesOut NetworkConntrackAllowanceExceeded NetworkPacketsIn NetworkPacketsOut "
        "NetworkPacketsPerSecondAllowanceExceeded NewConnections PrimaryLinkHealthStatus PubSubBasedCmds "
        "PubSubBasedCmdsLatency Reclaimed ReplicationBytes ReplicationLag SaveInProgress SetBasedCmds SetTypeCmds "
        "SetTypeCmdsLatency SortedSetBasedCmds StringBasedCmds StringBasedCmdsLatency SuccessfulReadRequestLatency "
        "SuccessfulWriteRequestLatency SwapUsage ThrottledCmds TotalCmdsCount TrafficManagementActive UnusedMemory",
        "CacheClusterId", "CacheClusterId CacheNodeId", "CacheClusterId Tier", "CacheClusterId CacheNodeId Tier", "clusterId",
        "ReplicationGroupId", "ReplicationGroupId Role",
        bytes_of="FreeableMemory BytesUsedForCache SwapUsage",
    ),
    "AWS/CloudFront": _namespace(
        "401ErrorRate 403ErrorRate 404ErrorRate 4xxErrorRate 502ErrorRate 503ErrorRate 504ErrorRate 5xxErrorRate "
        "BytesDownloaded BytesUploaded CacheHitRate FunctionComputeUtilization FunctionExecutionErrors "
        "FunctionInvocations FunctionThrottles FunctionValidationErrors LambdaExecutionError LambdaLimitExceededErrors "
        "LambdaValidationError OriginLatency Requests TotalErrorRate",
        "DistributionId Region", "FunctionName Region", "DistributionId FunctionName Region",
    ),
    "AWS/Lambda": _namespace(
        "AsyncEventAge AsyncEventsDropped AsyncEventsReceived ClaimedAccountConcurrency ConcurrentExecutions "
        "DeadLetterErrors DestinationDeliveryFailures Duration Errors Invocations IteratorAge OffsetLag "
        "PostRuntimeExtensionsDuration ProvisionedConcurrencyInvocations ProvisionedConcurrencySpilloverInvocations "
        "ProvisionedConcurrencyUtilization ProvisionedConcurrentExecutions RecursiveInvocationsDropped Throttles "
        "UnreservedConcurrentExecutions UrlRequestCount Url4xxCount Url5xxCount UrlRequestLatency InitDuration",
        "FunctionName", "FunctionName Resource", "FunctionName Resource ExecutedVersion", "",
    ),
    "AWS/SQS": _namespace(
        "ApproximateAgeOfOldestMessage ApproximateNumberOfGroupsWithInflightMessages ApproximateNumberOfMessagesDelayed "
        "ApproximateNumberOfMessagesNotVisible ApproximateNumberOfMessagesVisible NumberOfDeduplicatedSentMessages "
        "NumberOfEmptyReceives NumberOfMessagesDeleted NumberOfMessagesReceived NumberOfMessagesSent SentMessageSize",
        "QueueName",
    ),
    "AWS/NATGateway": _namespace(
        "ActiveConnectionCount BytesInFromDestination BytesInFromSource BytesOutToDestination BytesOutToSource "
        "ConnectionAttemptCount ConnectionEstablishedCount ErrorPortAllocation IdleTimeoutCount PacketsDropCount "
        "PacketsInFromDestination PacketsInFromSource PacketsOutToDestination PacketsOutToSource PeakBytesPerSecond "
        "PeakPacketsPerSecond",
        "NatGatewayId", "NatGatewayId AvailabilityZone",
    ),
    "AWS/ApiGateway": _namespace(
        "4XXError 4xx 5XXError 5xx CacheHitCount CacheMissCount ClientError ConnectCount Count DataProcessed ExecutionError "
        "IntegrationError IntegrationLatency Latency MessageCount",
        "ApiId", "ApiId Stage", "ApiId Stage Resource Method", "ApiId Stage Route", "ApiName", "ApiName Stage",
        "ApiName Stage Resource Method",
    ),
    "AWS/AppRunner": _namespace(
        "2xxStatusResponses 4xxStatusResponses 5xxStatusResponses ActiveInstances CPUUtilization Concurrency "
        "MemoryUtilization RequestLatency Requests",
        "ServiceName ServiceID", "ServiceName", "ServiceName ServiceID Instance",
    ),
}  # fmt: skip
# These carry dimensions that the user chooses, such as those of a configuration set, or none: only the names are known.
NAMES_ONLY = {
    "AWS/SES": "Bounce Bounces Click Clicks Complaint Complaints Delivery DeliveryDelay Open Opens PublishExpired "
    "PublishFailure PublishSuccess Received Reject RenderingFailure Reputation.BounceRate Reputation.ComplaintRate Send "
    "Subscription",
    "AWS/S3": "4xxErrors 5xxErrors AllRequests BucketSizeBytes BytesDownloaded BytesPendingReplication BytesUploaded "
    "DeleteRequests FirstByteLatency GetRequests HeadRequests ListRequests NumberOfObjects OperationsFailedReplication "
    "OperationsPendingReplication PostRequests PutRequests ReplicationLatency SelectRequests SelectReturnedBytes "
    "SelectScannedBytes TotalRequestLatency",
    "AWS/WAFV2": "AllowedRequests BlockedRequests CaptchaRequests CaptchasAttempted CaptchasSolved ChallengeRequests "
    "CountedRequests PassedRequests RequestsWithValidCaptchaToken RequestsWithValidChallengeToken",
    "AWS/Cognito": "AccountTakeOverRisk AccountTakeoverRisk CallCount CompromisedCredentialsRisk FederationSuccesses "
    "FederationThrottles NoRisk OverrideBlock Risk SignInSuccesses SignInThrottles SignUpSuccesses SignUpThrottles "
    "ThrottleCount TokenRefreshSuccesses TokenRefreshThrottles",
    "AWS/Route53": "ChildHealthCheckHealthyCount ConnectionTime DNSQueries DNSSECInternalFailure "
    "DNSSECKeySigningKeysNeedingAction HealthCheckPercentageHealthy HealthCheckStatus SSLHandshakeTime TimeToFirstByte",
}
METRICS = {
    **{name: namespace.metrics for name, namespace in NAMESPACES.items()},
    **{name: frozenset(metrics.split()) for name, metrics in NAMES_ONLY.items()},
}
